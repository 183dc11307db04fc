package llmgateway.dialect.eventstream;

import java.io.ByteArrayOutputStream;
import java.util.LinkedHashMap;
import java.util.Map;

import software.amazon.eventstream.HeaderValue;
import software.amazon.eventstream.Message;

/** Writes frames, with their checksums. */
public final class EventFrame {

    private EventFrame() {
    }

    /**
     * @param type such as {@code messageStart}
     * @param json the payload
     */
    public static byte[] event(String type, byte[] json) {
        return write("event", ":event-type", type, json);
    }

    /**
     * What ends a stream that fails.
     * @param type such as {@code throttlingException}
     * @param json the payload
     */
    public static byte[] exception(String type, byte[] json) {
        return write("exception", ":exception-type", type, json);
    }

    private static byte[] write(String messageType, String typeHeader, String type, byte[] json) {
        Map<String, HeaderValue> headers = new LinkedHashMap<>();
        headers.put(typeHeader, HeaderValue.fromString(type));
        headers.put(":content-type", HeaderValue.fromString("application/json"));
        headers.put(":message-type", HeaderValue.fromString(messageType));
        ByteArrayOutputStream frame = new ByteArrayOutputStream(json.length + 128);
        new Message(headers, json).encode(frame);
        return frame.toByteArray();
    }

}
