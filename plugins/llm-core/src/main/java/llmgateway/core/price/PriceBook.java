package llmgateway.core.price;

import java.time.Instant;

import llmgateway.core.model.CatalogueModel;
import llmgateway.core.upstream.Target;

/** What models cost. Thread-safe; answers from memory. */
public interface PriceBook {

    /**
     * The terms that hold at a time. A model that the list lacks has the operator's
     * default price: it is never free unless it is listed so.
     */
    ModelTerms terms(CatalogueModel model, Target target, Instant at);

}
