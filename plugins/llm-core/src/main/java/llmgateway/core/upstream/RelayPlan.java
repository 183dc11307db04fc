package llmgateway.core.upstream;

import java.util.List;

import llmgateway.core.call.Call;
import llmgateway.core.http.Headers;

/**
 * What the relay does for one call.
 *
 * @param call the call
 * @param attempts in the order to try; at least one
 * @param usageChunk what to do with the stream's usage chunk that the gateway asked for
 * @param responseHeaders to add to the answer
 */
public record RelayPlan(Call call, List<UpstreamRequest> attempts, UsageChunk usageChunk, Headers responseHeaders) {

    public RelayPlan {
        attempts = List.copyOf(attempts);
        if (attempts.isEmpty()) {
            throw new IllegalArgumentException("a relay plan without an attempt");
        }
    }

    /**
     * Whether a client sees the last chunk of an OpenAI stream, which holds the usage and
     * {@code "choices": []}.
     */
    public enum UsageChunk {

        PASSED_ON, HIDDEN

    }

}
