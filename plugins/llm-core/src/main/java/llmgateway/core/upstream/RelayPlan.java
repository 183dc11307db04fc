package llmgateway.core.upstream;

import java.util.List;

import llmgateway.core.call.Call;
import llmgateway.core.call.Ticket;
import llmgateway.core.http.Headers;

/**
 * What the relay does for one call.
 *
 * @param call the call
 * @param ticket what its reservation is found by
 * @param attempts in the order to try; at least one
 * @param usageChunk what to do with the stream's usage chunk that the gateway asked for
 * @param responseHeaders to add to the answer
 */
public record RelayPlan(Call call, Ticket ticket, List<UpstreamRequest> attempts, UsageChunk usageChunk,
        Headers responseHeaders) {

    public RelayPlan {
        attempts = List.copyOf(attempts);
        if (attempts.isEmpty()) {
            throw new IllegalArgumentException("a relay plan without an attempt");
        }
    }

    public RelayPlan withAttempts(List<UpstreamRequest> changed) {
        return new RelayPlan(this.call, this.ticket, changed, this.usageChunk, this.responseHeaders);
    }

    public RelayPlan withResponseHeaders(Headers changed) {
        return new RelayPlan(this.call, this.ticket, this.attempts, this.usageChunk, changed);
    }

    /**
     * Whether a client sees the last chunk of an OpenAI stream, which holds the usage and
     * {@code "choices": []}.
     */
    public enum UsageChunk {

        PASSED_ON, HIDDEN

    }

}
