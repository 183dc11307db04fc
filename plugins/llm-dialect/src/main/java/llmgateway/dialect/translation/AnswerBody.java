package llmgateway.dialect.translation;

import llmgateway.dialect.format.UnreadableAnswer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** The body of an answer, which may be anything. */
final class AnswerBody {

    private AnswerBody() {
    }

    /**
     * @throws UnreadableAnswer if it is no JSON
     */
    static JsonNode read(JsonMapper json, byte[] body) {
        try {
            return json.readTree(body);
        }
        catch (JacksonException ex) {
            throw new UnreadableAnswer("no JSON");
        }
    }

    /** Missing if it is no JSON. */
    static JsonNode readError(JsonMapper json, byte[] body) {
        try {
            return json.readTree(body);
        }
        catch (JacksonException ex) {
            return MissingNode.getInstance();
        }
    }

}
