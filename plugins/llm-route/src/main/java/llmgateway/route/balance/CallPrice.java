package llmgateway.route.balance;

import llmgateway.core.model.CatalogueModel;
import llmgateway.core.money.Money;
import llmgateway.core.upstream.Target;

/**
 * What a call would roughly cost at a target: good enough to tell the cheaper of two.
 * Thread-safe; answers from memory.
 */
@FunctionalInterface
public interface CallPrice {

    /**
     * @param inputTokens about
     * @param outputTokens about
     */
    Money of(CatalogueModel model, Target target, long inputTokens, long outputTokens);

}
