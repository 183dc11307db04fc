package llmgateway.route.decision;

import java.util.OptionalLong;

import llmgateway.core.model.CatalogueModel;
import llmgateway.core.upstream.Target;

/** How much models can answer with. Thread-safe; answers from memory. */
@FunctionalInterface
public interface ModelOutputs {

    /**
     * The most output tokens that a call of the model at the target can have, if known.
     */
    OptionalLong most(CatalogueModel model, Target target);

}
