package llmgateway.relay.answer;

import java.util.Optional;

import llmgateway.core.upstream.AttemptOutcome;
import llmgateway.core.upstream.RetryRules.Reason;
import llmgateway.dialect.conversation.ProviderError;

/** Why another attempt may do better. */
public final class FailureReasons {

    private FailureReasons() {
    }

    public static Optional<Reason> of(AttemptOutcome outcome) {
        return switch (outcome) {
            case AttemptOutcome.Answered answered -> ofStatus(answered.status());
            case AttemptOutcome.Unreachable unreachable -> Optional.of(Reason.CONNECT);
            case AttemptOutcome.Broken broken -> Optional.of(Reason.BROKEN);
            case AttemptOutcome.TimedOut timedOut -> Optional.of(Reason.TIMEOUT);
            case AttemptOutcome.BudgetSpent spent -> Optional.empty();
            case AttemptOutcome.HedgeLost lost -> Optional.empty();
            case AttemptOutcome.ClientGone gone -> Optional.empty();
        };
    }

    public static Optional<Reason> of(ProviderError error) {
        return switch (error.kind()) {
            case CONTEXT_LENGTH -> Optional.of(Reason.CONTEXT_LENGTH);
            case CONTENT_FILTER -> Optional.of(Reason.CONTENT_FILTER);
            case OTHER -> ofStatus(error.status());
        };
    }

    private static Optional<Reason> ofStatus(int status) {
        return switch (status) {
            case 401, 403 -> Optional.of(Reason.KEY_REFUSED);
            case 404 -> Optional.of(Reason.MODEL_NOT_FOUND);
            case 408, 409 -> Optional.of(Reason.CONFLICT);
            case 429 -> Optional.of(Reason.RATE_LIMIT);
            default -> (status >= 500) ? Optional.of(Reason.SERVER_ERROR) : Optional.empty();
        };
    }

}
