package llmgateway.dialect.format;

import java.util.Optional;

import llmgateway.core.http.Headers;
import llmgateway.core.model.RequestModel;
import llmgateway.core.usage.Usage;
import llmgateway.dialect.conversation.ProviderError;
import llmgateway.dialect.embedding.EmbeddingAnswer;
import llmgateway.dialect.embedding.EmbeddingRequest;
import tools.jackson.databind.JsonNode;

/** An API for embeddings as providers speak it. Immutable. */
public interface EmbeddingProviderFormat {

    /**
     * What the API can do of what a request may ask for; answers for every feature.
     */
    Support support(EmbeddingFeature feature);

    /**
     * @param request asks for nothing that {@link #support} denies
     */
    JsonNode writeRequest(EmbeddingRequest request, RequestModel model);

    /**
     * @param document the whole answer, of a 2xx status
     * @throws UnreadableAnswer if it is none of this API
     */
    EmbeddingAnswer readAnswer(JsonNode document);

    /**
     * What the head of an answer says of its usage; counts where the document says
     * nothing.
     */
    default Optional<Usage> usageInHead(Headers head) {
        return Optional.empty();
    }

    /**
     * @param status 400 to 599
     * @param document the body; missing if it is no JSON
     */
    ProviderError readError(int status, JsonNode document);

}
