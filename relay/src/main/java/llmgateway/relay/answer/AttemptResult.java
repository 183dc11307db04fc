package llmgateway.relay.answer;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import llmgateway.core.upstream.AttemptOutcome;
import llmgateway.core.upstream.RetryRules;
import llmgateway.relay.client.FailureAnswer;

/** What came of an attempt. */
public sealed interface AttemptResult {

    AttemptOutcome outcome();

    /** How long the provider said to wait. */
    default Optional<Duration> retryAfter(Instant now) {
        return (this instanceof Failed failed) ? failed.answer().retryAfter(now) : Optional.empty();
    }

    /** The client has its answer, or what of it there was. */
    record Delivered(AttemptOutcome outcome) implements AttemptResult {
    }

    /** Another attempt has the client. */
    record Lost(AttemptOutcome outcome) implements AttemptResult {
    }

    /**
     * The client has nothing of it yet.
     *
     * @param reason empty where another attempt could do no better
     * @param answer what the client is told if no other follows
     */
    record Failed(AttemptOutcome outcome, Optional<RetryRules.Reason> reason,
            FailureAnswer answer) implements AttemptResult {
    }

}
