package llmgateway.budget.admission;

import llmgateway.core.call.Call;
import llmgateway.core.call.Routed;
import llmgateway.core.price.ModelTerms;
import llmgateway.core.usage.Usage;

/** Says what a call can use at most. Thread-safe. */
@FunctionalInterface
public interface UsageBound {

    Usage of(Call call, Routed routed, ModelTerms terms);

}
