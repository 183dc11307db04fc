package llmgateway.simulator.wire;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

import software.amazon.eventstream.HeaderValue;
import software.amazon.eventstream.Message;

/** An event in AWS' binary framing. */
final class AwsFrame {

    private AwsFrame() {
    }

    /**
     * @param kind {@code event} or {@code exception}
     */
    static byte[] of(Event event, String kind) {
        Map<String, HeaderValue> headers = new LinkedHashMap<>();
        headers.put(":" + kind + "-type", HeaderValue.fromString(event.name().orElse("")));
        headers.put(":content-type", HeaderValue.fromString("application/json"));
        headers.put(":message-type", HeaderValue.fromString(kind));
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        new Message(headers, event.data().getBytes(StandardCharsets.UTF_8)).encode(frame);
        return frame.toByteArray();
    }

}
