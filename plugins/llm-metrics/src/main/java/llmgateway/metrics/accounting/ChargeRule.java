package llmgateway.metrics.accounting;

import llmgateway.core.ledger.AdmittedCall;
import llmgateway.core.money.Money;
import llmgateway.core.upstream.AttemptOutcome;
import llmgateway.core.usage.AnswerReading;
import llmgateway.core.usage.Meter;
import llmgateway.core.usage.Usage;
import llmgateway.core.usage.UsageReading;

/**
 * The rule by which finished calls are charged: too much for a while rather than ever too
 * little.
 */
final class ChargeRule {

    private ChargeRule() {
    }

    static Charge of(AdmittedCall call, AttemptOutcome outcome, AnswerReading answer) {
        return switch (outcome) {
            case AttemptOutcome.Unreachable() -> new Charge.Released();
            case AttemptOutcome.Answered(int status) when !isSuccess(status) -> new Charge.Unbilled();
            case AttemptOutcome.Answered(int status) when isErrorWithoutUsage(answer) -> new Charge.Unbilled();
            case AttemptOutcome.Answered(int status) -> byUsage(call, answer);
            // The provider may have run, and bills what it ran whoever hung up.
            case AttemptOutcome.Broken() -> byUsage(call, answer);
            case AttemptOutcome.TimedOut() -> byUsage(call, answer);
            case AttemptOutcome.ClientGone() -> byUsage(call, answer);
        };
    }

    private static boolean isSuccess(int status) {
        return status >= 200 && status < 300;
    }

    private static boolean isErrorWithoutUsage(AnswerReading answer) {
        return answer.error() && answer.usage() instanceof UsageReading.Absent;
    }

    private static Charge byUsage(AdmittedCall call, AnswerReading answer) {
        return switch (answer.usage()) {
            case UsageReading.Reported(Usage usage) -> metered(call, usage, answer);
            case UsageReading.Absent() -> new Charge.Reserved(call.reserved(), "the answer told no usage");
            case UsageReading.Unusable(String problem) ->
                new Charge.Reserved(call.reserved(), "the usage cannot be: " + problem);
        };
    }

    private static Charge metered(AdmittedCall call, Usage usage, AnswerReading answer) {
        Money cost;
        try {
            cost = call.price().cost(usage.with(Meter.REQUESTS, 1), answer.serviceTier());
        }
        catch (ArithmeticException ex) {
            return new Charge.Reserved(call.reserved(), "the usage costs more than there is money");
        }
        // Anthropic's streams tell usage from their first event on, which grows to the
        // end.
        if (!answer.whole() && call.reserved().isMoreThan(cost)) {
            return new Charge.Reserved(call.reserved(), "the answer broke off before its usage was final");
        }
        return new Charge.Metered(usage, cost);
    }

}
