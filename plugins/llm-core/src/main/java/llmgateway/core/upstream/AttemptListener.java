package llmgateway.core.upstream;

import llmgateway.core.call.Call;

/**
 * Told once per attempt. Implementations are thread-safe, do not block and do not throw.
 */
public interface AttemptListener {

    void attemptEnded(Call call, UpstreamRequest request, AttemptOutcome outcome);

}
