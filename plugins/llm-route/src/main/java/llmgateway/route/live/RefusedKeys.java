package llmgateway.route.live;

import java.time.Duration;

import llmgateway.core.upstream.AttemptEnd;
import llmgateway.core.upstream.AttemptListener;
import llmgateway.core.upstream.AttemptOutcome;
import llmgateway.core.upstream.Attempted;

/** Sets a key aside that its provider refused. Thread-safe. */
public final class RefusedKeys implements AttemptListener {

    private final LiveRoutingTable table;

    private final Duration cooldown;

    /**
     * @param cooldown how long a key is set aside whose provider does not say
     */
    public RefusedKeys(LiveRoutingTable table, Duration cooldown) {
        this.table = table;
        this.cooldown = cooldown;
    }

    @Override
    public void attemptEnded(Attempted attempted, AttemptEnd end) {
        if (end.outcome() instanceof AttemptOutcome.Answered answered && isRefusal(answered.status())) {
            Duration time = end.retryAfter().orElse(this.cooldown);
            attempted.key()
                .ifPresent((key) -> this.table.current()
                    .active(attempted.target().provider())
                    .ifPresent((provider) -> provider.keys().setAside(key, time)));
        }
    }

    private static boolean isRefusal(int status) {
        return status == 401 || status == 403 || status == 429;
    }

}
