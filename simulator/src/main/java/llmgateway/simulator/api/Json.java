package llmgateway.simulator.api;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What the APIs' formats share. */
public final class Json {

    /**
     * The only time the simulator knows, 2026-01-01T00:00:00Z, so that answers can be
     * compared.
     */
    public static final long CREATED = 1_767_225_600;

    private Json() {
    }

    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    public static JsonNode string(String value) {
        return JsonNodeFactory.instance.stringNode(value);
    }

}
