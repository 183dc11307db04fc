package llmgateway.dialect.openai;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** The arguments of a tool call, which stand in a string as JSON. */
public final class ToolArguments {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private ToolArguments() {
    }

    /** What models write that is no JSON is kept as a string. */
    public static JsonNode read(String arguments) {
        if (arguments.isBlank()) {
            return JsonNodeFactory.instance.objectNode();
        }
        try {
            return JSON.readTree(arguments);
        }
        catch (JacksonException ex) {
            return JsonNodeFactory.instance.stringNode(arguments);
        }
    }

    public static String write(JsonNode arguments) {
        return arguments.isString() ? arguments.stringValue() : arguments.toString();
    }

}
