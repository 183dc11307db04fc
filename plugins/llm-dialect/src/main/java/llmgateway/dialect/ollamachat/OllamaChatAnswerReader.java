package llmgateway.dialect.ollamachat;

import llmgateway.dialect.conversation.AnswerCollector;
import llmgateway.dialect.conversation.ChatAnswer;
import llmgateway.dialect.format.UnreadableAnswer;
import tools.jackson.databind.JsonNode;

/** Reads a whole answer: it is a stream of one line. */
final class OllamaChatAnswerReader {

    private OllamaChatAnswerReader() {
    }

    static ChatAnswer read(JsonNode document) {
        AnswerCollector answer = new AnswerCollector();
        ChunkReader chunks = new ChunkReader(answer);
        chunks.read(document);
        if (!chunks.hasEnded() || answer.error().isPresent()) {
            throw new UnreadableAnswer("no answer of Ollama's chat");
        }
        return answer.answer();
    }

}
