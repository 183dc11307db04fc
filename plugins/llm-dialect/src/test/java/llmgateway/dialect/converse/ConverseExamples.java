package llmgateway.dialect.converse;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;

import llmgateway.core.model.RequestModel;
import llmgateway.dialect.format.TargetModel;
import software.amazon.eventstream.HeaderValue;
import software.amazon.eventstream.Message;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Documents and streams of the API, as it documents them. */
final class ConverseExamples {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private ConverseExamples() {
    }

    static String text(String file) {
        try (InputStream in = ConverseExamples.class.getResourceAsStream(file)) {
            return new String(Objects.requireNonNull(in, file).readAllBytes(), StandardCharsets.UTF_8);
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    static JsonNode tree(String file) {
        return JSON.readTree(text(file));
    }

    static JsonNode json(String text) {
        return JSON.readTree(text.replace('\'', '"'));
    }

    /** The frames of a file with one event a line: its type, a space, its payload. */
    static byte[] stream(String file) {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        text(file).lines()
            .forEach((line) -> stream.writeBytes(
                    frame("event", line.substring(0, line.indexOf(' ')), line.substring(line.indexOf(' ') + 1))));
        return stream.toByteArray();
    }

    /**
     * @param kind {@code event} or {@code exception}
     */
    static byte[] frame(String kind, String type, String payload) {
        Map<String, HeaderValue> headers = new LinkedHashMap<>();
        headers.put(":" + kind + "-type", HeaderValue.fromString(type));
        headers.put(":content-type", HeaderValue.fromString("application/json"));
        headers.put(":message-type", HeaderValue.fromString(kind));
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        new Message(headers, payload.getBytes(StandardCharsets.UTF_8)).encode(frame);
        return frame.toByteArray();
    }

    static TargetModel model(String name) {
        return new TargetModel(new RequestModel(name), OptionalLong.empty());
    }

}
