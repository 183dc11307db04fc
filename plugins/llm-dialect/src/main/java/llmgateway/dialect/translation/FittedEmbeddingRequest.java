package llmgateway.dialect.translation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import llmgateway.core.error.Rejects;
import llmgateway.dialect.embedding.EmbeddingRequest;
import llmgateway.dialect.format.EmbeddingFeature;
import llmgateway.dialect.format.EmbeddingProviderFormat;
import llmgateway.dialect.format.UntranslatableRequest;

/**
 * A request that asks for nothing that the provider's API cannot do.
 *
 * @param dropped as in {@link FittedChatRequest}
 */
record FittedEmbeddingRequest(EmbeddingRequest request, List<String> dropped) {

    FittedEmbeddingRequest {
        dropped = List.copyOf(dropped);
    }

    /**
     * @throws UntranslatableRequest if it asks for what the API cannot do and an answer
     * would not make sense without
     */
    static FittedEmbeddingRequest of(EmbeddingRequest request, EmbeddingProviderFormat format) {
        EmbeddingRequest fitted = request;
        List<String> dropped = new ArrayList<>(request.unread());
        for (EmbeddingFeature feature : EmbeddingFeature.askedBy(request)) {
            String name = feature.name().toLowerCase(Locale.ROOT);
            switch (format.support(feature)) {
                case SUPPORTED -> {
                }
                case DROPPED -> {
                    fitted = feature.removedFrom(fitted);
                    dropped.add(name);
                }
                case REFUSED -> throw new UntranslatableRequest(Rejects.notTranslatable(name));
            }
        }
        return new FittedEmbeddingRequest(fitted, dropped);
    }

}
