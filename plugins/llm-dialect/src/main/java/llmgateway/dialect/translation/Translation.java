package llmgateway.dialect.translation;

import java.util.List;
import java.util.OptionalLong;

import llmgateway.core.model.RequestModel;
import llmgateway.dialect.conversation.ChatRequest;
import llmgateway.dialect.format.ClientFormat;
import llmgateway.dialect.format.ProviderFormat;
import llmgateway.dialect.format.TargetModel;
import llmgateway.dialect.format.UntranslatableRequest;
import tools.jackson.databind.json.JsonMapper;

/** Between one API of clients and one of providers. Thread-safe. */
public final class Translation {

    private final JsonMapper json;

    private final ClientFormat client;

    private final ProviderFormat provider;

    Translation(JsonMapper json, ClientFormat client, ProviderFormat provider) {
        this.json = json;
        this.client = client;
        this.provider = provider;
    }

    /**
     * @param body the client's: a JSON object that has passed every check
     * @param stream whether the client wants a stream; not every API says so in the body
     * @param outputLimit the most tokens that one answer may have, beside what the client
     * set
     * @throws UntranslatableRequest if it is not what the client's API documents, or asks
     * for what the provider's cannot do
     */
    public TranslatedRequest request(byte[] body, boolean stream, TargetModel model, OptionalLong outputLimit) {
        ChatRequest read = limited(read(body), outputLimit);
        FittedRequest fitted = FittedRequest.of(read.withStream(stream, read.usageInStream()), this.provider, model);
        return new TranslatedRequest(this.json.writeValueAsBytes(this.provider.writeRequest(fitted.request(), model)),
                fitted.dropped());
    }

    /**
     * For one answer.
     * @param body of the request, as {@link #request} was given it
     * @param model that was asked: told where the provider's answer names none
     */
    public AnswerTranslation answer(byte[] body, RequestModel model) {
        return new AnswerTranslation(this.json, this.client, this.provider, read(body), model);
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

    /**
     * @param body to send to the provider
     * @param dropped what of the client's request it leaves out, by the names in the
     * documentation
     */
    public record TranslatedRequest(byte[] body, List<String> dropped) {

        public TranslatedRequest {
            dropped = List.copyOf(dropped);
        }

    }

}
