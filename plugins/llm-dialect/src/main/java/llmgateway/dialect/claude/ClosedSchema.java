package llmgateway.dialect.claude;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A schema for answers whose objects have no other fields than those named: Anthropic
 * takes no other (Claude API docs, "Structured outputs", section on limitations).
 */
public final class ClosedSchema {

    private static final String OTHERS = "additionalProperties";

    private ClosedSchema() {
    }

    public static JsonNode of(JsonNode schema) {
        JsonNode closed = schema.deepCopy();
        close(closed);
        return closed;
    }

    private static void close(JsonNode schema) {
        switch (schema) {
            case ObjectNode object -> {
                if (object.path("properties").isObject() && !object.has(OTHERS)) {
                    object.put(OTHERS, false);
                }
                object.forEach(ClosedSchema::close);
            }
            case ArrayNode array -> array.forEach(ClosedSchema::close);
            default -> {
            }
        }
    }

}
