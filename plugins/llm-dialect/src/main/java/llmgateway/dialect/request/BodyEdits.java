package llmgateway.dialect.request;

import java.util.Optional;

import llmgateway.core.model.RequestModel;
import llmgateway.dialect.format.Platform;

/**
 * What to change in a body before it is sent on.
 *
 * @param model the name to send; empty to leave the body's
 * @param askForUsage whether to set {@code stream_options.include_usage}, which only chat
 * completions and completions know, and only when streamed
 * @param outputLimit to set where the body has none that the endpoint knows, and to hold
 * larger ones to; empty to leave the body's. Forms have none.
 * @param platform what the body is made ready for
 */
public record BodyEdits(Optional<RequestModel> model, boolean askForUsage, Optional<OutputLimit> outputLimit,
        Platform platform) {

    public BodyEdits(Optional<RequestModel> model, boolean askForUsage) {
        this(model, askForUsage, Platform.OF_MAKER);
    }

    public BodyEdits(Optional<RequestModel> model, boolean askForUsage, Platform platform) {
        this(model, askForUsage, Optional.empty(), platform);
    }

    public BodyEdits withOutputLimit(OutputLimit limit) {
        return new BodyEdits(this.model, this.askForUsage, Optional.of(limit), this.platform);
    }

}
