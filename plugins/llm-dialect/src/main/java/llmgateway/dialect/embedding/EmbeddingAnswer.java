package llmgateway.dialect.embedding;

import java.util.List;
import java.util.Optional;

import llmgateway.core.usage.Usage;

/**
 * The vectors, in the order of their inputs.
 *
 * @param model that the provider says it answered with; empty if it does not
 * @param vectors the provider's numbers, not to be changed
 * @param usage empty if the provider does not say
 */
public record EmbeddingAnswer(String model, List<double[]> vectors, Optional<Usage> usage) {

    public EmbeddingAnswer {
        vectors = List.copyOf(vectors);
    }

    public EmbeddingAnswer withModel(String name) {
        return new EmbeddingAnswer(name, this.vectors, this.usage);
    }

    public EmbeddingAnswer withUsage(Optional<Usage> known) {
        return new EmbeddingAnswer(this.model, this.vectors, known);
    }

}
