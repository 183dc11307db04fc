package llmgateway.metrics.accounting;

import llmgateway.core.call.Dialect;
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
            case AttemptOutcome.Answered(int status) -> byUsage(call, answer, mayGrow(call, answer));
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
     * Anthropic's streams tell usage from their first event on, which grows to the end;
     * those of OpenAI's API tell it once, and some providers end them without
     * {@code [DONE]}.
     */
    private static boolean mayGrow(AdmittedCall call, AnswerReading answer) {
        return !answer.whole() && call.target().dialect() == Dialect.ANTHROPIC;
    }

    private static Charge byUsage(AdmittedCall call, AnswerReading answer, boolean mayGrow) {
        return switch (answer.usage()) {
            case UsageReading.Reported(Usage usage) -> metered(call, usage, answer, mayGrow);
            case UsageReading.Absent() -> new Charge.Reserved(call.reserved(), "the answer told no usage");
            case UsageReading.Unusable(String problem) ->
                new Charge.Reserved(call.reserved(), "the usage cannot be: " + problem);
        };
    }

    private static Charge metered(AdmittedCall call, Usage usage, AnswerReading answer, boolean mayGrow) {
        Money cost;
        try {
            cost = call.price().cost(usage.with(Meter.REQUESTS, 1), answer.serviceTier());
        }
        catch (ArithmeticException ex) {
            return new Charge.Reserved(call.reserved(), "the usage costs more than there is money");
        }
        if (mayGrow && call.reserved().isMoreThan(cost)) {
            return new Charge.Reserved(call.reserved(), "the answer broke off before its usage was final");
        }
        return new Charge.Metered(usage, cost);
    }

}
