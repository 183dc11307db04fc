package llmgateway.budget.estimate;

import java.time.InstantSource;

import llmgateway.core.model.CatalogueModel;
import llmgateway.core.price.PriceBook;
import llmgateway.core.upstream.Target;
import llmgateway.core.price.TokenCounter;

/** Counts by the tokenizer that estimates of the model are made with. */
public final class ModelTokenCounter implements TokenCounter {

    private final UsageBound bound;

    private final PriceBook prices;

    private final InstantSource clock;

    public ModelTokenCounter(UsageBound bound, PriceBook prices, InstantSource clock) {
        this.bound = bound;
        this.prices = prices;
        this.clock = clock;
    }

    @Override
    public long count(CatalogueModel model, Target target, String text) {
        return this.bound.tokens(text, this.prices.terms(model, target, this.clock.instant()).tokenizer());
    }

}
