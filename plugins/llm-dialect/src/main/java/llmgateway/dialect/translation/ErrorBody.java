package llmgateway.dialect.translation;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** The body of an error answer, which may be anything. */
final class ErrorBody {

    private ErrorBody() {
    }

    /** Missing if it is no JSON. */
    static JsonNode read(JsonMapper json, byte[] body) {
        try {
            return json.readTree(body);
        }
        catch (JacksonException ex) {
            return MissingNode.getInstance();
        }
    }

}
