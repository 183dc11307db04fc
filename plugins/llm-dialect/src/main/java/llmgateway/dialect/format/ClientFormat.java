package llmgateway.dialect.format;

import llmgateway.dialect.conversation.ChatAnswer;
import llmgateway.dialect.conversation.ChatRequest;
import tools.jackson.databind.JsonNode;

/** An API as clients speak it. Immutable. */
public interface ClientFormat {

    /**
     * Everything of the request, each field either read or named in
     * {@link ChatRequest#unread}. Where the API says beside the body that a stream is
     * wanted, none is read.
     * @param body a JSON object without duplicate keys
     * @throws UntranslatableRequest if a field is not what the API documents, or means
     * what no other API can
     */
    ChatRequest readRequest(JsonNode body);

    /**
     * @param request whose answer it is: some APIs repeat parts of it
     */
    JsonNode writeAnswer(ChatAnswer answer, ChatRequest request);

    /** What {@link #streamWriter} writes. */
    default StreamKind streamKind() {
        return StreamKind.SERVER_SENT_EVENTS;
    }

    /**
     * For one answer.
     * @param request as {@link #writeAnswer}
     */
    StreamWriter streamWriter(ChatRequest request);

}
