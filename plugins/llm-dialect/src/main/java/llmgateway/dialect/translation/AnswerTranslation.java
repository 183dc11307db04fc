package llmgateway.dialect.translation;

import java.io.ByteArrayOutputStream;

import llmgateway.core.model.RequestModel;
import llmgateway.dialect.conversation.AnswerEvents;
import llmgateway.dialect.conversation.ChatAnswer;
import llmgateway.dialect.conversation.ChatRequest;
import llmgateway.dialect.conversation.ProviderError;
import llmgateway.dialect.format.ClientFormat;
import llmgateway.dialect.format.ProviderFormat;
import llmgateway.dialect.format.StreamKind;
import llmgateway.dialect.format.StreamWriter;
import llmgateway.dialect.format.UnreadableAnswer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Translates the answer to one request, whichever form it comes in. Not thread-safe. */
public final class AnswerTranslation {

    private final JsonMapper json;

    private final ClientFormat client;

    private final ProviderFormat provider;

    private final ChatRequest request;

    private final RequestModel model;

    AnswerTranslation(JsonMapper json, ClientFormat client, ProviderFormat provider, ChatRequest request,
            RequestModel model) {
        this.json = json;
        this.client = client;
        this.provider = provider;
        this.request = request;
        this.model = model;
    }

    /**
     * @param document of a 2xx status
     * @throws UnreadableAnswer if it is none of the provider's API
     */
    public byte[] whole(byte[] document) {
        return this.json.writeValueAsBytes(this.client.writeAnswer(read(document), this.request));
    }

    /**
     * For a client that asked for a stream and a provider that answered with a document.
     * @throws UnreadableAnswer as {@link #whole}
     */
    public byte[] wholeAsStream(byte[] document) {
        StreamWriter writer = this.client.streamWriter(this.request);
        ByteArrayOutputStream events = new ByteArrayOutputStream();
        AnswerEvents.of(read(document)).forEach((event) -> events.writeBytes(writer.write(event)));
        events.writeBytes(writer.finish());
        return events.toByteArray();
    }

    /**
     * For an answer that comes as a stream.
     * @param gate asked about the model's words before they are written
     */
    public StreamTranslation stream(TextGate gate) {
        return new StreamTranslation(this.provider, this.client.streamWriter(this.request), this.model, gate);
    }

    /** How {@link #stream} and {@link #wholeAsStream} frame events. */
    public StreamKind streamKind() {
        return this.client.streamKind();
    }

    /**
     * Whether the request wants the model to reason, of which it may not show everything.
     */
    public boolean isReasoningAsked() {
        return this.request.reasoning().isPresent();
    }

    /**
     * @param status 400 to 599
     * @param body may be anything
     */
    public ProviderError error(int status, byte[] body) {
        return this.provider.readError(status, ErrorBody.read(this.json, body));
    }

    private ChatAnswer read(byte[] document) {
        ChatAnswer answer = this.provider.readAnswer(parsed(document));
        return answer.model().isEmpty() ? answer.withModel(this.model.name()) : answer;
    }

    private JsonNode parsed(byte[] document) {
        try {
            return this.json.readTree(document);
        }
        catch (JacksonException ex) {
            throw new UnreadableAnswer("no JSON");
        }
    }

}
