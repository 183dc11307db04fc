package llmgateway.metrics.price;

import java.util.Optional;
import java.util.OptionalLong;

/** What a price list tells of a model besides its price. */
record ModelFacts(OptionalLong contextWindow, OptionalLong maxOutputTokens, Optional<String> tokenizer) {

    static final ModelFacts NONE = new ModelFacts(OptionalLong.empty(), OptionalLong.empty(), Optional.empty());

    /** These facts, and the other's where there are none. */
    ModelFacts orElse(ModelFacts other) {
        return new ModelFacts(this.contextWindow.isPresent() ? this.contextWindow : other.contextWindow,
                this.maxOutputTokens.isPresent() ? this.maxOutputTokens : other.maxOutputTokens,
                this.tokenizer.or(other::tokenizer));
    }

}
