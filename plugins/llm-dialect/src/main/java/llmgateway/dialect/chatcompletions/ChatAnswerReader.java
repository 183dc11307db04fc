package llmgateway.dialect.chatcompletions;

import llmgateway.dialect.conversation.AnswerCollector;
import llmgateway.dialect.conversation.ChatAnswer;
import llmgateway.dialect.format.UnreadableAnswer;
import tools.jackson.databind.JsonNode;

/** Reads a whole answer. */
final class ChatAnswerReader {

    private ChatAnswerReader() {
    }

    static ChatAnswer read(JsonNode document) {
        JsonNode choices = document.path("choices");
        if (!choices.isArray() || choices.isEmpty()) {
            throw new UnreadableAnswer("no choices");
        }
        AnswerCollector answer = new AnswerCollector();
        AnswerTeller teller = new AnswerTeller(answer);
        teller.read(document, "message");
        teller.finish();
        if (answer.error().isPresent()) {
            throw new UnreadableAnswer("an error in an answer of success");
        }
        return answer.answer();
    }

}
