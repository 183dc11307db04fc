package llmgateway.core.call;

import java.util.Optional;
import java.util.OptionalLong;

import llmgateway.core.model.OriginalModel;

/**
 * One call of a client, read from its request.
 *
 * @param id names the call
 * @param caller who pays
 * @param endpoint what is called, in which dialect
 * @param model the name asked for; empty where the endpoint has none or the client left
 * it out
 * @param stream whether the client asked for server-sent events
 * @param outputLimit the client's limit on output tokens, at least 0
 */
public record Call(CallId id, Caller caller, Endpoint endpoint, Optional<OriginalModel> model, boolean stream,
        OptionalLong outputLimit) {
}
