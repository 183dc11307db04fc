package llmgateway.relay.client;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import llmgateway.core.error.Reject;
import llmgateway.core.http.Headers;
import llmgateway.relay.retry.RetryAfter;

/** What a client is told of a failed attempt, if no other follows. */
public sealed interface FailureAnswer {

    /** In the gateway's words. */
    record Refusal(Reject reject) implements FailureAnswer {
    }

    /**
     * In the provider's own.
     *
     * @param headers that the client gets
     */
    record ProvidersOwn(int status, Headers headers, byte[] body) implements FailureAnswer {
    }

    /** How long the provider said to wait. */
    default Optional<Duration> retryAfter(Instant now) {
        return RetryAfter.of(switch (this) {
            case Refusal refusal -> refusal.reject().headers();
            case ProvidersOwn own -> own.headers();
        }, now);
    }

}
