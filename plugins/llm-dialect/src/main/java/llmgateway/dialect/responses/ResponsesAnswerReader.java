package llmgateway.dialect.responses;

import llmgateway.dialect.conversation.AnswerCollector;
import llmgateway.dialect.conversation.ChatAnswer;
import llmgateway.dialect.format.UnreadableAnswer;
import tools.jackson.databind.JsonNode;

/** Reads a whole answer. */
final class ResponsesAnswerReader {

    private ResponsesAnswerReader() {
    }

    static ChatAnswer read(JsonNode response) {
        if (!response.path("output").isArray()) {
            throw new UnreadableAnswer("no output");
        }
        AnswerCollector answer = new AnswerCollector();
        new ResponseTeller(answer).end(response);
        if (answer.error().isPresent()) {
            throw new UnreadableAnswer("a response that failed");
        }
        return answer.answer();
    }

}
