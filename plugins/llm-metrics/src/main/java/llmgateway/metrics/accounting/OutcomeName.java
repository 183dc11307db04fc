package llmgateway.metrics.accounting;

import llmgateway.core.upstream.AttemptOutcome;

/** The words by which ledger, metrics and access log tell how a call ended. */
public final class OutcomeName {

    private OutcomeName() {
    }

    public static String of(AttemptOutcome outcome) {
        return switch (outcome) {
            case AttemptOutcome.Answered answered -> "answered";
            case AttemptOutcome.Unreachable() -> "unreachable";
            case AttemptOutcome.Broken() -> "broken";
            case AttemptOutcome.TimedOut() -> "timed_out";
            case AttemptOutcome.BudgetSpent() -> "budget_spent";
            case AttemptOutcome.HedgeLost lost -> "hedge_lost";
            case AttemptOutcome.ClientGone() -> "client_gone";
        };
    }

}
