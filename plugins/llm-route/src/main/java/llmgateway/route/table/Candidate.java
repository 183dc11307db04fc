package llmgateway.route.table;

import llmgateway.core.model.RequestModel;
import llmgateway.core.upstream.Target;
import llmgateway.route.balance.Weighted;

/**
 * One that could serve a call.
 *
 * @param weight its share of the calls, relative to the others'
 */
public record Candidate(ActiveProvider provider, RequestModel model, int weight) implements Weighted {

    public Target target() {
        return this.provider.target(this.model);
    }

    @Override
    public String identity() {
        return this.provider.name() + "/" + this.model.name();
    }

}
