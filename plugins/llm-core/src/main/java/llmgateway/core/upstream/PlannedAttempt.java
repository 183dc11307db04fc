package llmgateway.core.upstream;

import java.time.Duration;
import java.util.OptionalLong;

import llmgateway.core.error.Reject;
import llmgateway.core.model.CatalogueModel;

/**
 * A target that may be tried, and how its request is made. Thread-safe.
 */
public interface PlannedAttempt {

    /** The catalogue's name of the model: what prices go by. */
    CatalogueModel model();

    Target target();

    /** From the begin of the call, when it may be made for the first time. */
    default Duration notBefore() {
        return Duration.ZERO;
    }

    /**
     * The request, made anew from the client's own, with the provider's next key.
     * @param outputLimit the most tokens that one answer may have; empty to leave what
     * the client set
     */
    Prepared prepare(OptionalLong outputLimit);

    /** What came of making a request. */
    sealed interface Prepared {

        record Ready(UpstreamRequest request) implements Prepared {
        }

        /** The target cannot be asked this. */
        record Refused(Reject reject) implements Prepared {
        }

    }

}
