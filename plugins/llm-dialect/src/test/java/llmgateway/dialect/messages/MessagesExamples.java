package llmgateway.dialect.messages;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.OptionalLong;

import llmgateway.core.model.RequestModel;
import llmgateway.dialect.format.TargetModel;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Documents of the API, as it documents them. */
final class MessagesExamples {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private MessagesExamples() {
    }

    static byte[] bytes(String file) {
        try (InputStream in = MessagesExamples.class.getResourceAsStream(file)) {
            return Objects.requireNonNull(in, file).readAllBytes();
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    static JsonNode tree(String file) {
        return JSON.readTree(bytes(file));
    }

    static JsonNode json(String text) {
        return JSON.readTree(text.replace('\'', '"'));
    }

    static TargetModel model(String name) {
        return new TargetModel(new RequestModel(name), OptionalLong.empty());
    }

}
