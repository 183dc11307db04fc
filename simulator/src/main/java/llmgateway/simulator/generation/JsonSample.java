package llmgateway.simulator.generation;

import java.util.Optional;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes a value that follows a JSON schema, as far as function calling uses schemas:
 * types, enums, constants, properties, items, minimums, the first of alternatives,
 * references within the schema.
 */
public final class JsonSample {

    private static final int MAX_DEPTH = 16;

    private final JsonNodeFactory json = JsonNodeFactory.instance;

    public JsonNode of(JsonNode schema) {
        return sample(schema, schema, 0);
    }

    private JsonNode sample(JsonNode root, JsonNode schema, int depth) {
        if (depth > MAX_DEPTH) {
            return this.json.nullNode();
        }
        if (schema.has("$ref")) {
            return sample(root, root.at(schema.path("$ref").asString("#").substring(1)), depth + 1);
        }
        if (schema.has("const")) {
            return schema.path("const");
        }
        if (schema.path("enum").isArray() && !schema.path("enum").isEmpty()) {
            return schema.path("enum").get(0);
        }
        Optional<JsonNode> alternative = firstAlternative(schema);
        if (alternative.isPresent()) {
            return sample(root, alternative.get(), depth + 1);
        }
        return switch (type(schema)) {
            case "object" -> object(root, schema, depth);
            case "array" -> array(root, schema, depth);
            case "string" -> this.json.stringNode("simulated");
            case "integer" -> this.json.numberNode(schema.path("minimum").asLong(1));
            case "number" -> this.json.numberNode(schema.path("minimum").asDouble(1.5));
            case "boolean" -> this.json.booleanNode(true);
            default -> this.json.nullNode();
        };
    }

    private ObjectNode object(JsonNode root, JsonNode schema, int depth) {
        ObjectNode object = this.json.objectNode();
        schema.path("properties")
            .properties()
            .forEach((property) -> object.set(property.getKey(), sample(root, property.getValue(), depth + 1)));
        return object;
    }

    private ArrayNode array(JsonNode root, JsonNode schema, int depth) {
        ArrayNode array = this.json.arrayNode();
        long length = Math.max(1, schema.path("minItems").asLong(1));
        for (long i = 0; i < length; i++) {
            array.add(sample(root, schema.path("items"), depth + 1));
        }
        return array;
    }

    private static Optional<JsonNode> firstAlternative(JsonNode schema) {
        for (String keyword : new String[] { "anyOf", "oneOf", "allOf" }) {
            if (!schema.path(keyword).isEmpty()) {
                return Optional.of(schema.path(keyword).get(0));
            }
        }
        return Optional.empty();
    }

    private static String type(JsonNode schema) {
        JsonNode type = schema.path("type");
        if (type.isArray() && !type.isEmpty()) {
            return type.get(0).asString("null");
        }
        return type.asString(schema.has("properties") ? "object" : "null");
    }

}
