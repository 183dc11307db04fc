package llmgateway.dialect.converse;

import tools.jackson.databind.JsonNode;

import llmgateway.dialect.conversation.ChatAnswer;
import llmgateway.dialect.conversation.ChatRequest;
import llmgateway.dialect.format.ClientFormat;
import llmgateway.dialect.format.StreamKind;
import llmgateway.dialect.format.StreamWriter;

/**
 * {@code POST /model/{modelId}/converse} and {@code /converse-stream} as AWS' SDKs call
 * them.
 */
public final class ConverseClientFormat implements ClientFormat {

    @Override
    public ChatRequest readRequest(JsonNode body) {
        return ConverseRequestReader.read(body);
    }

    @Override
    public JsonNode writeAnswer(ChatAnswer answer, ChatRequest request) {
        return ConverseAnswerWriter.write(answer);
    }

    @Override
    public StreamKind streamKind() {
        return StreamKind.AWS_EVENT_STREAM;
    }

    @Override
    public StreamWriter streamWriter(ChatRequest request) {
        return new ConverseStreamWriter();
    }

}
