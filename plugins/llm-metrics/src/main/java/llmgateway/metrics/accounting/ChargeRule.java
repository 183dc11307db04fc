package llmgateway.metrics.accounting;

import llmgateway.core.call.Dialect;
import llmgateway.core.ledger.AdmittedCall;
import llmgateway.core.money.Money;
import llmgateway.core.upstream.AttemptOutcome;
import llmgateway.core.usage.AnswerReading;
import llmgateway.core.usage.Meter;
import llmgateway.core.price.TokenCounter;
import llmgateway.core.usage.Usage;
import llmgateway.core.usage.UsageReading;
import llmgateway.metrics.accounting.AccountingSettings.Charging;

/**
 * The rule by which finished calls are charged. Never more than was reserved, unless the
 * provider itself says that more was used. Thread-safe.
 */
public final class ChargeRule {

    private final AccountingSettings settings;

    private final TokenCounter tokens;

    public ChargeRule(AccountingSettings settings, TokenCounter tokens) {
        this.settings = settings;
        this.tokens = tokens;
    }

    Charge charge(AdmittedCall call, AttemptOutcome outcome, AnswerReading answer) {
        return switch (outcome) {
            case AttemptOutcome.Unreachable() -> new Charge.Released();
            case AttemptOutcome.Answered(int status) when !isSuccess(status) -> new Charge.Unbilled();
            case AttemptOutcome.Answered(int status) when isErrorWithoutUsage(answer) -> ofError(call, answer);
            case AttemptOutcome.Answered(int status) -> byUsage(call, answer, mayGrow(call, answer));
            // The provider may have run, and bills what it ran whoever hung up.
            case AttemptOutcome.Broken() -> byUsage(call, answer, !answer.whole());
            case AttemptOutcome.TimedOut() -> byUsage(call, answer, !answer.whole());
            case AttemptOutcome.BudgetSpent() -> byUsage(call, answer, !answer.whole());
            case AttemptOutcome.HedgeLost(boolean mayHaveRun) when !mayHaveRun -> new Charge.Released();
            case AttemptOutcome.HedgeLost lost -> byUsage(call, answer, !answer.whole());
            case AttemptOutcome.ClientGone() -> byUsage(call, answer, !answer.whole());
        };
    }

    private static boolean isSuccess(int status) {
        return status >= 200 && status < 300;
    }

    /** Providers bill no error, but may bill what they delivered before. */
    private Charge ofError(AdmittedCall call, AnswerReading answer) {
        return answer.delivered().isNone() ? new Charge.Unbilled() : untold(call, answer, call.worstCase(),
                this.settings.cutShort(), "the answer ended in an error before it told its usage");
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

    private Charge byUsage(AdmittedCall call, AnswerReading answer, boolean mayGrow) {
        return switch (answer.usage()) {
            case UsageReading.Reported(Usage usage) -> metered(call, usage, answer, mayGrow);
            case UsageReading.Absent() when answer.whole() ->
                untold(call, answer, call.worstCase(), this.settings.usageAbsent(), "the answer told no usage");
            case UsageReading.Absent() -> untold(call, answer, call.worstCase(), this.settings.cutShort(),
                    "the answer broke off before it told its usage");
            case UsageReading.Unusable(String problem) ->
                new Charge.Reserved(call.reserved(), "the usage cannot be: " + problem);
        };
    }

    private Charge metered(AdmittedCall call, Usage usage, AnswerReading answer, boolean mayGrow) {
        Money cost;
        try {
            cost = cost(call, usage, answer);
        }
        catch (ArithmeticException ex) {
            return new Charge.Reserved(call.reserved(), "the usage costs more than there is money");
        }
        if (mayGrow && call.reserved().isMoreThan(cost)) {
            return untold(call, answer, usage, this.settings.cutShort(),
                    "the answer broke off before its usage was final");
        }
        return new Charge.Metered(usage, cost);
    }

    /**
     * @param known what the provider said so far, else the worst case: of it the input
     * counts, and the output as far as it is more than was delivered and said to be so
     */
    private Charge untold(AdmittedCall call, AnswerReading answer, Usage known, Charging charging, String why) {
        if (charging == Charging.RESERVED || answer.delivered().isNone() || call.worstCase().amounts().isEmpty()) {
            return new Charge.Reserved(call.reserved(), why);
        }
        Usage used = known.withOutputTokens(output(call, answer));
        try {
            Money cost = cost(call, used, answer);
            return new Charge.Counted(used, cost.isMoreThan(call.reserved()) ? call.reserved() : cost, why);
        }
        catch (ArithmeticException ex) {
            return new Charge.Reserved(call.reserved(), why);
        }
    }

    private long output(AdmittedCall call, AnswerReading answer) {
        long counted = answer.delivered()
            .tokens(this.tokens.count(call.model(), call.target(), answer.delivered().sample()));
        long said = (answer.usage() instanceof UsageReading.Reported(Usage usage)) ? usage.outputTokens() : 0;
        return Math.max(said, Math.min(counted, call.worstCase().outputTokens()));
    }

    private static Money cost(AdmittedCall call, Usage usage, AnswerReading answer) {
        return call.price().cost(usage.with(Meter.REQUESTS, 1), answer.serviceTier());
    }

}
