package llmgateway.dialect.claude;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * {@code input} of a tool call, which must be an object. What models write that is none
 * is wrapped as Anthropic advises (Claude API docs, "Fine-grained tool streaming").
 */
public final class ToolInput {

    private static final String WRAPPER = "INVALID_JSON";

    private ToolInput() {
    }

    public static JsonNode of(JsonNode arguments) {
        if (arguments.isObject()) {
            return arguments;
        }
        String text = arguments.isString() ? arguments.stringValue() : arguments.toString();
        return JsonNodeFactory.instance.objectNode().put(WRAPPER, text);
    }

}
