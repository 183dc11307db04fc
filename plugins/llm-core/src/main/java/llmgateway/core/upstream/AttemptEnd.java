package llmgateway.core.upstream;

import java.time.Duration;
import java.util.Optional;

/**
 * How an attempt ended.
 *
 * @param retryAfter how long its provider said to wait
 * @param firstToken from its begin to the first token, or to the first byte of an answer
 * where tokens were not seen; of a hedge that was lost before, to where it was lost
 */
public record AttemptEnd(AttemptOutcome outcome, Optional<Duration> retryAfter, Optional<Duration> firstToken) {

    /** Of an attempt of which no more is known. */
    public AttemptEnd(AttemptOutcome outcome) {
        this(outcome, Optional.empty(), Optional.empty());
    }

}
