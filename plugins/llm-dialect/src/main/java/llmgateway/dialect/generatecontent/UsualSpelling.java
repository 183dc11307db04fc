package llmgateway.dialect.generatecontent;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

import llmgateway.core.error.Rejects;
import llmgateway.dialect.format.UntranslatableRequest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Spells a request in one way. Google takes its fields in {@code lowerCamelCase} and in
 * {@code snake_case} (Protocol Buffers documentation, "ProtoJSON Format"), and one object
 * for a list of one.
 */
final class UsualSpelling {

    /** The client's own names are below these. */
    private static final Set<String> FREE = Set.of("args", "response", "parameters", "parametersJsonSchema",
            "responseSchema", "responseJsonSchema", "labels", "partMetadata");

    private static final Set<String> LISTS = Set.of("contents", "parts", "tools", "functionDeclarations");

    private UsualSpelling() {
    }

    /**
     * @throws UntranslatableRequest if a field is given in both spellings
     */
    static JsonNode of(JsonNode message) {
        return switch (message) {
            case ObjectNode object -> object(object);
            case ArrayNode elements -> {
                ArrayNode spelled = JsonNodeFactory.instance.arrayNode();
                elements.forEach((element) -> spelled.add(of(element)));
                yield spelled;
            }
            default -> message;
        };
    }

    private static ObjectNode object(ObjectNode object) {
        ObjectNode spelled = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            String name = name(member.getKey());
            if (spelled.has(name)) {
                throw new UntranslatableRequest(Rejects.invalidField(name, "must be given in one spelling only"));
            }
            JsonNode value = FREE.contains(name) ? member.getValue() : of(member.getValue());
            spelled.set(name, (LISTS.contains(name) && value.isObject())
                    ? JsonNodeFactory.instance.arrayNode().add(value) : value);
        }
        return spelled;
    }

    static String name(String sent) {
        if (sent.indexOf('_') < 0) {
            return sent;
        }
        StringBuilder name = new StringBuilder(sent.length());
        for (String word : sent.split("_", -1)) {
            boolean first = name.isEmpty();
            name.append((first || word.isEmpty()) ? word
                    : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
        }
        return name.toString();
    }

}
