package llmgateway.dialect.translation;

import java.util.OptionalLong;

import llmgateway.core.model.RequestModel;
import llmgateway.dialect.conversation.ChatRequest;
import llmgateway.dialect.format.ClientFormat;
import llmgateway.dialect.format.ProviderFormat;
import llmgateway.dialect.format.TargetModel;
import tools.jackson.databind.json.JsonMapper;

/** Between APIs for conversations. Thread-safe. */
final class ChatTranslation implements Translation {

    private final JsonMapper json;

    private final ClientFormat client;

    private final ProviderFormat provider;

    ChatTranslation(JsonMapper json, ClientFormat client, ProviderFormat provider) {
        this.json = json;
        this.client = client;
        this.provider = provider;
    }

    @Override
    public TranslatedRequest request(byte[] body, boolean stream, TargetModel model, OptionalLong outputLimit) {
        ChatRequest read = limited(read(body), outputLimit);
        FittedChatRequest fitted = FittedChatRequest.of(read.withStream(stream, read.usageInStream()), this.provider,
                model);
        return new TranslatedRequest(this.json.writeValueAsBytes(this.provider.writeRequest(fitted.request(), model)),
                fitted.dropped());
    }

    @Override
    public AnswerTranslation answer(byte[] body, RequestModel model) {
        return new ChatAnswerTranslation(this.json, this.client, this.provider, read(body), model);
    }

    private static ChatRequest limited(ChatRequest request, OptionalLong limit) {
        if (limit.isEmpty() || request.sampling().maxOutputTokens().orElse(Long.MAX_VALUE) <= limit.getAsLong()) {
            return request;
        }
        return request.withSampling(request.sampling().withMaxOutputTokens(limit));
    }

    private ChatRequest read(byte[] body) {
        return this.client.readRequest(this.json.readTree(body));
    }

}
