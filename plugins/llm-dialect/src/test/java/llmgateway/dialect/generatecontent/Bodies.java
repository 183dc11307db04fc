package llmgateway.dialect.generatecontent;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Documented bodies for tests. */
final class Bodies {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Bodies() {
    }

    static byte[] bytes(String file) {
        try (InputStream in = Bodies.class.getResourceAsStream(file)) {
            return Objects.requireNonNull(in, file).readAllBytes();
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    static JsonNode file(String file) {
        return JSON.readTree(bytes(file));
    }

    static JsonNode json(String text) {
        return JSON.readTree(text);
    }

}
