package llmgateway.route.balance;

import java.time.Instant;
import java.util.Optional;

import llmgateway.core.upstream.Target;

/** When targets last failed. */
public interface FailureHistory {

    /** Empty if it has not failed lately. */
    Optional<Instant> lastFailure(Target target);

}
