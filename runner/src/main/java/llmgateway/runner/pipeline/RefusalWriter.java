package llmgateway.runner.pipeline;

import java.util.Optional;

import llmgateway.core.call.CallId;
import llmgateway.core.error.Reject;
import llmgateway.core.http.DirectResponse;
import llmgateway.core.http.RequestHead;

/** Writes a refusal in the dialect of whoever called. Thread-safe. */
public interface RefusalWriter {

    /**
     * @param head tells the dialect; empty where the request is not known any more
     */
    DirectResponse write(Reject reject, CallId id, Optional<RequestHead> head);

}
