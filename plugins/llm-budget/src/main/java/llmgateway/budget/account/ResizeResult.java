package llmgateway.budget.account;

/** What became of a resize. */
public sealed interface ResizeResult
        permits HoldResult.Held, HoldResult.Refused, ResizeResult.Superseded, Closed, Unknown, Unavailable {

    /**
     * A later resize of the ticket has come before; nothing was changed.
     *
     * @param sequence of the last one
     */
    record Superseded(int sequence) implements ResizeResult {
    }

}
