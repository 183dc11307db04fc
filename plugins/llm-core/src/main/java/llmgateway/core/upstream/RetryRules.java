package llmgateway.core.upstream;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * When a failed attempt is followed by another. Never once the client has a part of an
 * answer: so a stream that shall be begun anew wherever it breaks is held back from its
 * client until it is whole.
 *
 * @param mostAttempts in all, the first included; 1 for none after it
 * @param reasons after which another is made
 * @param deadline from the begin of the call, after which none is begun
 * @param backoff before a target is tried for the second time; doubled each time, and
 * anything from half of it is waited
 * @param longestBackoff what it does not grow beyond
 * @param restartsStreams whether streams are held back as long as another attempt may
 * follow, so that one that breaks after its first words is a failed attempt too
 * @param hedgeAfter how long an attempt may leave the client without an answer before
 * another target is asked beside it; empty for never
 */
public record RetryRules(int mostAttempts, Set<Reason> reasons, Duration deadline, Duration backoff,
        Duration longestBackoff, boolean restartsStreams, Optional<Duration> hedgeAfter) {

    /** One attempt. */
    public static final RetryRules NONE = new RetryRules(1, Set.of(), Duration.ZERO, Duration.ZERO, Duration.ZERO,
            false);

    public RetryRules {
        reasons = Set.copyOf(reasons);
        if (mostAttempts < 1) {
            throw new IllegalArgumentException("a call has at least one attempt");
        }
        if (restartsStreams && hedgeAfter.isPresent()) {
            throw new IllegalArgumentException("what is held back to its end always seems slow to begin");
        }
    }

    /** Without hedges. */
    public RetryRules(int mostAttempts, Set<Reason> reasons, Duration deadline, Duration backoff,
            Duration longestBackoff, boolean restartsStreams) {
        this(mostAttempts, reasons, deadline, backoff, longestBackoff, restartsStreams, Optional.empty());
    }

    /** The same, with another target asked beside one that takes so long. */
    public RetryRules withHedgeAfter(Duration changed) {
        return new RetryRules(this.mostAttempts, this.reasons, this.deadline, this.backoff, this.longestBackoff,
                this.restartsStreams, Optional.of(changed));
    }

    /** Why an attempt failed. */
    public enum Reason {

        /** No connection came about. */
        CONNECT,

        /** The answer did not come in time. */
        TIMEOUT,

        /** The connection broke, or the answer was unusable, or was an error event. */
        BROKEN,

        /** HTTP 408 and 409. */
        CONFLICT,

        /** HTTP 429. */
        RATE_LIMIT,

        /** HTTP 500 to 599. */
        SERVER_ERROR,

        /** HTTP 401 and 403: the provider refuses the key. */
        KEY_REFUSED,

        /** HTTP 404: the provider does not know the model. */
        MODEL_NOT_FOUND,

        /** The input is too long for the model. */
        CONTEXT_LENGTH,

        /** The provider's filter refused the input. */
        CONTENT_FILTER

    }

}
