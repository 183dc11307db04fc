package llmgateway.dialect.translation;

import java.io.ByteArrayOutputStream;

import llmgateway.core.http.Headers;
import llmgateway.core.model.RequestModel;
import llmgateway.dialect.conversation.AnswerEvents;
import llmgateway.dialect.conversation.ChatAnswer;
import llmgateway.dialect.conversation.ChatRequest;
import llmgateway.dialect.conversation.ProviderError;
import llmgateway.dialect.format.ClientFormat;
import llmgateway.dialect.format.ProviderFormat;
import llmgateway.dialect.format.StreamKind;
import llmgateway.dialect.format.StreamWriter;
import tools.jackson.databind.json.JsonMapper;

/** Translates the answer of a conversation. Not thread-safe. */
final class ChatAnswerTranslation implements AnswerTranslation {

    private final JsonMapper json;

    private final ClientFormat client;

    private final ProviderFormat provider;

    private final ChatRequest request;

    private final RequestModel model;

    ChatAnswerTranslation(JsonMapper json, ClientFormat client, ProviderFormat provider, ChatRequest request,
            RequestModel model) {
        this.json = json;
        this.client = client;
        this.provider = provider;
        this.request = request;
        this.model = model;
    }

    @Override
    public byte[] whole(Headers head, byte[] document) {
        return this.json.writeValueAsBytes(this.client.writeAnswer(read(document), this.request));
    }

    @Override
    public byte[] wholeAsStream(byte[] document) {
        StreamWriter writer = this.client.streamWriter(this.request);
        ByteArrayOutputStream events = new ByteArrayOutputStream();
        AnswerEvents.of(read(document)).forEach((event) -> events.writeBytes(writer.write(event)));
        events.writeBytes(writer.finish());
        return events.toByteArray();
    }

    @Override
    public StreamTranslation stream(TextGate gate) {
        return new StreamTranslation(this.provider, this.client.streamWriter(this.request), this.model, gate);
    }

    @Override
    public StreamKind streamKind() {
        return this.client.streamKind();
    }

    @Override
    public boolean isReasoningAsked() {
        return this.request.reasoning().isPresent();
    }

    @Override
    public ProviderError error(int status, byte[] body) {
        return this.provider.readError(status, AnswerBody.readError(this.json, body));
    }

    private ChatAnswer read(byte[] document) {
        ChatAnswer answer = this.provider.readAnswer(AnswerBody.read(this.json, document));
        return answer.model().isEmpty() ? answer.withModel(this.model.name()) : answer;
    }

}
