package llmgateway.route.decision;

import llmgateway.core.call.Endpoint;
import llmgateway.core.model.CatalogueModel;
import llmgateway.core.upstream.Target;
import llmgateway.route.balance.Weighted;
import llmgateway.route.table.ActiveProvider;
import llmgateway.route.table.Candidate;

/**
 * A way to serve a call.
 *
 * @param model that is served
 * @param candidate who serves it
 * @param endpoint what the provider is called with
 */
record Offer(CatalogueModel model, Candidate candidate, Endpoint endpoint) implements Weighted {

    Target target() {
        return this.candidate.target();
    }

    ActiveProvider provider() {
        return this.candidate.provider();
    }

    @Override
    public int weight() {
        return this.candidate.weight();
    }

    @Override
    public String identity() {
        return this.candidate.identity();
    }

}
