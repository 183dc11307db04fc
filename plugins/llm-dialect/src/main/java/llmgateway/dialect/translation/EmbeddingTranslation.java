package llmgateway.dialect.translation;

import java.util.OptionalLong;

import llmgateway.core.error.Rejects;
import llmgateway.core.model.RequestModel;
import llmgateway.dialect.embedding.EmbeddingRequest;
import llmgateway.dialect.format.EmbeddingProviderFormat;
import llmgateway.dialect.format.TargetModel;
import llmgateway.dialect.format.UntranslatableRequest;
import llmgateway.dialect.openaiembeddings.OpenAiEmbeddingsFormat;
import tools.jackson.databind.json.JsonMapper;

/** From OpenAI's Embeddings to a provider's. Thread-safe. */
final class EmbeddingTranslation implements Translation {

    private final JsonMapper json;

    private final OpenAiEmbeddingsFormat client;

    private final EmbeddingProviderFormat provider;

    EmbeddingTranslation(JsonMapper json, OpenAiEmbeddingsFormat client, EmbeddingProviderFormat provider) {
        this.json = json;
        this.client = client;
        this.provider = provider;
    }

    /** Vectors come whole, and have no output tokens. */
    @Override
    public TranslatedRequest request(byte[] body, boolean stream, TargetModel model, OptionalLong outputLimit) {
        if (stream) {
            throw new UntranslatableRequest(Rejects.notTranslatable("stream"));
        }
        FittedEmbeddingRequest fitted = FittedEmbeddingRequest.of(read(body), this.provider);
        return new TranslatedRequest(
                this.json.writeValueAsBytes(this.provider.writeRequest(fitted.request(), model.name())),
                fitted.dropped());
    }

    @Override
    public AnswerTranslation answer(byte[] body, RequestModel model) {
        return new EmbeddingAnswerTranslation(this.json, this.client, this.provider, read(body), model);
    }

    private EmbeddingRequest read(byte[] body) {
        return this.client.readRequest(this.json.readTree(body));
    }

}
