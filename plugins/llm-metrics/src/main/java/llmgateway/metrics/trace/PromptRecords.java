package llmgateway.metrics.trace;

import java.util.Optional;

import llmgateway.core.call.CallId;
import llmgateway.core.call.Endpoint;

/**
 * Prompts of calls that run, kept on this node alone until their spans are written: never
 * in the store of accounts. Thread-safe.
 */
public interface PromptRecords {

    PromptRecords NONE = new PromptRecords() {

        @Override
        public void record(CallId id, Endpoint endpoint, byte[] body) {
        }

        @Override
        public Optional<PromptRecord> take(CallId id) {
            return Optional.empty();
        }

    };

    /**
     * @param body as the provider gets it
     */
    void record(CallId id, Endpoint endpoint, byte[] body);

    /** What was recorded of the call; it is forgotten now. */
    Optional<PromptRecord> take(CallId id);

}
