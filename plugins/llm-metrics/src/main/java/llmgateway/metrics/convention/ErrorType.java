package llmgateway.metrics.convention;

import java.util.Optional;

import llmgateway.core.ledger.CallReport;
import llmgateway.core.upstream.AttemptOutcome;
import llmgateway.metrics.accounting.OutcomeName;

/**
 * {@code error.type}: a status of 400 or more, or how it ended without an answer. Empty
 * where nothing failed.
 */
public final class ErrorType {

    private static final int FIRST_ERROR = 400;

    private static final int TOO_MANY_REQUESTS = 429;

    private ErrorType() {
    }

    public static Optional<String> of(CallReport report) {
        if (report.isLeftOut()) {
            return Optional.of(Integer.toString(TOO_MANY_REQUESTS));
        }
        return of(report.outcome())
            .or(() -> report.answer().error() ? Optional.of("provider_error") : Optional.empty());
    }

    public static Optional<String> of(AttemptOutcome outcome) {
        return switch (outcome) {
            case AttemptOutcome.Answered(int status) ->
                (status < FIRST_ERROR) ? Optional.empty() : Optional.of(Integer.toString(status));
            case AttemptOutcome.BudgetSpent() -> Optional.empty();
            default -> Optional.of(OutcomeName.of(outcome));
        };
    }

}
