package llmgateway.dialect.generatecontent;

import llmgateway.dialect.conversation.AnswerCollector;
import llmgateway.dialect.conversation.ChatAnswer;
import llmgateway.dialect.format.UnreadableAnswer;
import tools.jackson.databind.JsonNode;

/**
 * Reads a whole answer ({@code GenerateContentResponse}): it is a stream of one chunk.
 */
final class GenerateContentAnswerReader {

    private GenerateContentAnswerReader() {
    }

    static ChatAnswer read(JsonNode document) {
        AnswerCollector answer = new AnswerCollector();
        ChunkReader chunks = new ChunkReader(answer);
        chunks.read(document);
        if (answer.error().isPresent()) {
            throw new UnreadableAnswer("an error in place of an answer");
        }
        chunks.end();
        return answer.answer();
    }

}
