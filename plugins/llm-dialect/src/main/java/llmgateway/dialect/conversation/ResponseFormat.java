package llmgateway.dialect.conversation;

import java.util.Optional;

import tools.jackson.databind.JsonNode;

/** The form that an answer's text must have. */
public sealed interface ResponseFormat {

    record PlainText() implements ResponseFormat {
    }

    /** Any JSON object. */
    record JsonObject() implements ResponseFormat {
    }

    record JsonSchema(String name, Optional<String> description, JsonNode schema,
            Optional<Boolean> strict) implements ResponseFormat {
    }

}
