package llmgateway.dialect.messages;

import llmgateway.dialect.conversation.ChatAnswer;
import llmgateway.dialect.conversation.ChatRequest;
import llmgateway.dialect.format.ClientFormat;
import llmgateway.dialect.format.StreamWriter;
import tools.jackson.databind.JsonNode;

/** {@code POST /v1/messages} as Anthropic's clients call it. */
public final class MessagesClientFormat implements ClientFormat {

    @Override
    public ChatRequest readRequest(JsonNode body) {
        return MessagesRequestReader.read(body);
    }

    @Override
    public JsonNode writeAnswer(ChatAnswer answer, ChatRequest request) {
        return MessagesAnswerWriter.write(answer);
    }

    @Override
    public StreamWriter streamWriter(ChatRequest request) {
        return new MessagesStreamWriter();
    }

}
