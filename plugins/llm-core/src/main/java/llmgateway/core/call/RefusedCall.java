package llmgateway.core.call;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import llmgateway.core.error.Reject;
import llmgateway.core.trace.CallTrace;

/**
 * A call that the gateway refused: no request of it went to a provider.
 *
 * @param call empty where it was refused before it could be read
 * @param began when the plugins began with it
 */
public record RefusedCall(CallId id, Optional<Call> call, Optional<CallTrace> trace, Reject reject, Instant began,
        Duration duration) {
}
