package llmgateway.dialect.request;

import java.util.Optional;

import llmgateway.core.model.RequestModel;

/**
 * What to change in a body before it is sent on.
 *
 * @param model the name to send; empty to leave the body's
 * @param askForUsage whether to set {@code stream_options.include_usage}, which only chat
 * completions and completions know, and only when streamed
 */
public record BodyEdits(Optional<RequestModel> model, boolean askForUsage) {
}
