package llmgateway.route.live;

import java.time.Duration;

import llmgateway.core.call.Call;
import llmgateway.core.upstream.AttemptListener;
import llmgateway.core.upstream.AttemptOutcome;
import llmgateway.core.upstream.UpstreamRequest;

/** Sets a key aside that its provider refused. Thread-safe. */
public final class RefusedKeys implements AttemptListener {

    private final LiveRoutingTable table;

    private final Duration cooldown;

    /**
     * @param cooldown how long a key is set aside
     */
    public RefusedKeys(LiveRoutingTable table, Duration cooldown) {
        this.table = table;
        this.cooldown = cooldown;
    }

    @Override
    public void attemptEnded(Call call, UpstreamRequest request, AttemptOutcome outcome) {
        if (outcome instanceof AttemptOutcome.Answered answered && isRefusal(answered.status())) {
            request.key()
                .ifPresent((key) -> this.table.current()
                    .active(request.target().provider())
                    .ifPresent((provider) -> provider.keys().setAside(key, this.cooldown)));
        }
    }

    private static boolean isRefusal(int status) {
        return status == 401 || status == 403 || status == 429;
    }

}
