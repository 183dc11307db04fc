package llmgateway.metrics.accounting;

import llmgateway.core.call.Dialect;
import llmgateway.core.ledger.AdmittedCall;
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
            case AttemptOutcome.Answered(int status) ->
                byUsage(call, answer, !answer.whole() && call.target().dialect() == Dialect.ANTHROPIC);
            // The provider may have run, and bills what it ran whoever hung up.
            case AttemptOutcome.Broken() -> byUsage(call, answer, !answer.whole());
            case AttemptOutcome.TimedOut() -> byUsage(call, answer, !answer.whole());
            case AttemptOutcome.ClientGone() -> byUsage(call, answer, !answer.whole());
        };
    }

    private static boolean isSuccess(int status) {
        return status >= 200 && status < 300;
    }

    private static boolean isErrorWithoutUsage(AnswerReading answer) {
        return answer.error() && answer.usage() instanceof UsageReading.Absent;
    }

    /**
     * @param partial whether the usage may be that of the beginning only: Anthropic's
     * streams tell it from their first event on
     */
    private static Charge byUsage(AdmittedCall call, AnswerReading answer, boolean partial) {
        return switch (answer.usage()) {
            case UsageReading.Reported(Usage usage) -> {
                Charge metered = metered(call, usage, answer);
                yield (partial && !metered.amount().isMoreThan(call.reserved()))
                        ? new Charge.Reserved(call.reserved(), "the answer broke off before its usage was whole")
                        : metered;
            }
            case UsageReading.Absent() -> new Charge.Reserved(call.reserved(), "the answer told no usage");
            case UsageReading.Unusable(String problem) ->
                new Charge.Reserved(call.reserved(), "the usage cannot be: " + problem);
        };
    }

    private static Charge metered(AdmittedCall call, Usage usage, AnswerReading answer) {
        try {
            return new Charge.Metered(usage, call.price().cost(usage.with(Meter.REQUESTS, 1), answer.serviceTier()));
        }
        catch (ArithmeticException ex) {
            return new Charge.Reserved(call.reserved(), "the usage costs more than there is money");
        }
    }

}
