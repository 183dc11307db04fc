package llmgateway.dialect.request;

import java.util.Optional;

import llmgateway.core.model.RequestModel;

/**
 * What to change in a body before it is sent on.
 *
 * @param model the name to send; empty to leave the body's
 * @param askForUsage whether to set {@code stream_options.include_usage}, which only chat
 * completions and completions know, and only when streamed
 * @param outputLimit to set where the body has none that the endpoint knows, and to hold
 * larger ones to; empty to leave the body's. Forms have none.
 */
public record BodyEdits(Optional<RequestModel> model, boolean askForUsage, Optional<OutputLimit> outputLimit) {

    public BodyEdits(Optional<RequestModel> model, boolean askForUsage) {
        this(model, askForUsage, Optional.empty());
    }

    public BodyEdits withOutputLimit(OutputLimit limit) {
        return new BodyEdits(this.model, this.askForUsage, Optional.of(limit));
    }

}
