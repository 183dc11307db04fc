package llmgateway.core.upstream;

import java.util.Optional;

import llmgateway.core.call.Ticket;
import llmgateway.core.call.Way;
import llmgateway.core.model.CatalogueModel;
import llmgateway.core.prompt.Prompt;
import llmgateway.core.trace.CallTrace;

/**
 * Where a call goes: left on the {@link llmgateway.core.call.Exchange} for the plugins
 * behind the router.
 *
 * @param ticket what the call's later parts are found by
 * @param model what limits and prices go by
 * @param target who serves it
 * @param providerKey the name of the provider's key; empty where it wants none
 * @param prompt the input, read when asked for
 * @param outputLimit sets the limit of output tokens of one answer in the request that
 * the provider gets; empty where the endpoint knows none
 * @param server of the target
 * @param trace of the call; empty where it belongs to none
 */
public record Routed(Ticket ticket, CatalogueModel model, Target target, Optional<String> providerKey, Prompt prompt,
        Optional<OutputLimitWriter> outputLimit, Way way, ServerAddress server, Optional<CallTrace> trace) {

    /** The same call at another target. */
    public Routed at(Ticket another, PlannedAttempt attempt, UpstreamRequest request) {
        return new Routed(another, attempt.model(), attempt.target(), request.key(), this.prompt, Optional.empty(),
                this.way, ServerAddress.of(request.uri()), this.trace);
    }

    /** Edits the request on its way to the provider. */
    @FunctionalInterface
    public interface OutputLimitWriter {

        /**
         * @param tokens 1 or more
         */
        void write(long tokens);

    }

}
