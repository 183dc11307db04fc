package llmgateway.dialect.generatecontent;

import llmgateway.dialect.conversation.ChatAnswer;
import llmgateway.dialect.conversation.ChatRequest;
import llmgateway.dialect.format.ClientFormat;
import llmgateway.dialect.format.StreamWriter;
import tools.jackson.databind.JsonNode;

/**
 * As Gemini's clients speak it. Whether they want a stream stands in the path, which is
 * not read here.
 */
public final class GenerateContentClientFormat implements ClientFormat {

    @Override
    public ChatRequest readRequest(JsonNode body) {
        return GenerateContentRequestReader.read(body);
    }

    @Override
    public JsonNode writeAnswer(ChatAnswer answer, ChatRequest request) {
        return new GenerateContentAnswerWriter(PartWriter.For.client(request)).write(answer);
    }

    @Override
    public StreamWriter streamWriter(ChatRequest request) {
        return new GenerateContentStreamWriter(PartWriter.For.client(request));
    }

}
