package llmgateway.relay;

import java.util.OptionalLong;

import llmgateway.core.model.CatalogueModel;
import llmgateway.core.upstream.PlannedAttempt;
import llmgateway.core.upstream.Target;
import llmgateway.core.upstream.UpstreamRequest;

/** An attempt whose request is always the same. */
record FixedAttempt(UpstreamRequest request) implements PlannedAttempt {

    @Override
    public CatalogueModel model() {
        return new CatalogueModel("gpt-4o");
    }

    @Override
    public Target target() {
        return this.request.target();
    }

    @Override
    public Prepared prepare(OptionalLong outputLimit) {
        return new Prepared.Ready(this.request);
    }

}
