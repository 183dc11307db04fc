package llmgateway.dialect.translation;

import llmgateway.core.http.Headers;
import llmgateway.core.model.RequestModel;
import llmgateway.dialect.conversation.ProviderError;
import llmgateway.dialect.embedding.EmbeddingAnswer;
import llmgateway.dialect.embedding.EmbeddingRequest;
import llmgateway.dialect.format.EmbeddingProviderFormat;
import llmgateway.dialect.format.StreamKind;
import llmgateway.dialect.format.UnreadableAnswer;
import llmgateway.dialect.openaiembeddings.OpenAiEmbeddingsFormat;
import tools.jackson.databind.json.JsonMapper;

/** Translates the answer to a request for embeddings. Not thread-safe. */
final class EmbeddingAnswerTranslation implements AnswerTranslation {

    private final JsonMapper json;

    private final OpenAiEmbeddingsFormat client;

    private final EmbeddingProviderFormat provider;

    private final EmbeddingRequest request;

    private final RequestModel model;

    EmbeddingAnswerTranslation(JsonMapper json, OpenAiEmbeddingsFormat client, EmbeddingProviderFormat provider,
            EmbeddingRequest request, RequestModel model) {
        this.json = json;
        this.client = client;
        this.provider = provider;
        this.request = request;
        this.model = model;
    }

    @Override
    public byte[] whole(Headers head, byte[] document) {
        EmbeddingAnswer answer = read(head, document);
        if (answer.vectors().size() != this.request.inputs().size()) {
            throw new UnreadableAnswer(
                    answer.vectors().size() + " embeddings of " + this.request.inputs().size() + " inputs");
        }
        return this.client.writeAnswer(answer.model().isEmpty() ? answer.withModel(this.model.name()) : answer,
                this.request.encoding());
    }

    private EmbeddingAnswer read(Headers head, byte[] document) {
        EmbeddingAnswer answer = this.provider.readAnswer(AnswerBody.read(this.json, document));
        return answer.usage().isPresent() ? answer : answer.withUsage(this.provider.usageInHead(head));
    }

    @Override
    public byte[] wholeAsStream(byte[] document) {
        throw neverStreamed();
    }

    @Override
    public StreamTranslation stream(TextGate gate) {
        throw neverStreamed();
    }

    @Override
    public StreamKind streamKind() {
        throw neverStreamed();
    }

    @Override
    public boolean isReasoningAsked() {
        return false;
    }

    @Override
    public ProviderError error(int status, byte[] body) {
        return this.provider.readError(status, AnswerBody.readError(this.json, body));
    }

    private static IllegalStateException neverStreamed() {
        return new IllegalStateException("a request for a stream of embeddings is refused");
    }

}
