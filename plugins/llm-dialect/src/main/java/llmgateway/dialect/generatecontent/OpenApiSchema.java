package llmgateway.dialect.generatecontent;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Google's {@code Schema}, a subset of OpenAPI 3.0's: types in capitals, a flag for null,
 * and sizes that may be strings, as 64-bit numbers are in ProtoJSON.
 */
final class OpenApiSchema {

    private static final Set<String> SIZES = Set.of("minItems", "maxItems", "minLength", "maxLength", "minProperties",
            "maxProperties");

    private OpenApiSchema() {
    }

    static JsonNode toJsonSchema(JsonNode schema) {
        if (!schema.isObject()) {
            return schema;
        }
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> member : schema.properties()) {
            write(UsualSpelling.name(member.getKey()), member.getValue(), json);
        }
        if (schema.path("nullable").asBoolean(false)) {
            allowNull(json);
        }
        return json;
    }

    private static void write(String name, JsonNode value, ObjectNode json) {
        switch (name) {
            case "nullable", "propertyOrdering" -> {
            }
            case "type" -> writeType(value, json);
            case "format" -> {
                if (!value.asString("").equals("enum")) {
                    json.set(name, value);
                }
            }
            case "example" -> json.putArray("examples").add(value);
            case "properties" -> json.set(name, each(value));
            case "defs" -> json.set("$defs", each(value));
            case "ref" -> json.set("$ref", value);
            case "items", "additionalProperties" -> json.set(name, toJsonSchema(value));
            case "anyOf", "prefixItems" -> json.set(name, list(value));
            default -> json.set(name, SIZES.contains(name) ? size(value) : value);
        }
    }

    private static void writeType(JsonNode value, ObjectNode json) {
        String type = value.asString("").toLowerCase(Locale.ROOT);
        if (!type.isEmpty() && !type.equals("type_unspecified")) {
            json.put("type", type);
        }
    }

    private static JsonNode each(JsonNode schemas) {
        ObjectNode converted = JsonNodeFactory.instance.objectNode();
        schemas.properties().forEach((member) -> converted.set(member.getKey(), toJsonSchema(member.getValue())));
        return converted;
    }

    private static JsonNode list(JsonNode schemas) {
        ArrayNode converted = JsonNodeFactory.instance.arrayNode();
        schemas.forEach((schema) -> converted.add(toJsonSchema(schema)));
        return converted;
    }

    private static JsonNode size(JsonNode value) {
        try {
            return value.isString() ? JsonNodeFactory.instance.numberNode(Long.parseLong(value.asString())) : value;
        }
        catch (NumberFormatException notANumber) {
            return value;
        }
    }

    private static void allowNull(ObjectNode json) {
        if (json.path("type").isString()) {
            String type = json.path("type").asString();
            json.putArray("type").add(type).add("null");
        }
        if (json.path("enum") instanceof ArrayNode values) {
            values.addNull();
        }
        if (json.path("anyOf") instanceof ArrayNode schemas) {
            schemas.addObject().put("type", "null");
        }
    }

}
