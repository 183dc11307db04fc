package llmgateway.dialect.format;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

import llmgateway.dialect.embedding.EmbeddingInput;
import llmgateway.dialect.embedding.EmbeddingRequest;

/** Something that a request for embeddings may ask for and not every API can do. */
public enum EmbeddingFeature {

    SEVERAL_INPUTS((request) -> request.inputs().size() > 1),

    /** They are one model's tokens; another would read other words. */
    TOKEN_IDS((request) -> request.inputs().stream().anyMatch(EmbeddingInput.TokenIds.class::isInstance)),

    DIMENSIONS((request) -> request.dimensions().isPresent()),

    INPUT_TYPE((request) -> request.purpose().isPresent(), EmbeddingRequest::withoutPurpose),

    USER((request) -> request.user().isPresent(), EmbeddingRequest::withoutUser);

    private final Predicate<EmbeddingRequest> asked;

    private final Optional<UnaryOperator<EmbeddingRequest>> removal;

    EmbeddingFeature(Predicate<EmbeddingRequest> asked) {
        this.asked = asked;
        this.removal = Optional.empty();
    }

    EmbeddingFeature(Predicate<EmbeddingRequest> asked, UnaryOperator<EmbeddingRequest> removal) {
        this.asked = asked;
        this.removal = Optional.of(removal);
    }

    /** All that a request asks for. */
    public static Set<EmbeddingFeature> askedBy(EmbeddingRequest request) {
        Set<EmbeddingFeature> asked = EnumSet.noneOf(EmbeddingFeature.class);
        for (EmbeddingFeature feature : values()) {
            if (feature.asked.test(request)) {
                asked.add(feature);
            }
        }
        return asked;
    }

    /** Whether a request makes sense without it. */
    public boolean canBeDropped() {
        return this.removal.isPresent();
    }

    /**
     * @throws IllegalStateException if it cannot be dropped
     */
    public EmbeddingRequest removedFrom(EmbeddingRequest request) {
        return this.removal.orElseThrow(() -> new IllegalStateException(this + " cannot be dropped")).apply(request);
    }

}
