package llmgateway.core.ledger;

import llmgateway.core.money.Money;

/**
 * Sums over calls that have ended with a ledger entry.
 *
 * @param inputTokens of every kind, cached ones included
 * @param outputTokens of every kind, reasoning included
 * @param errors calls with a status of 400 or more, or that were not answered
 * @param estimated calls whose charge does not rest on usage that the provider reported
 */
public record UsageSums(long calls, Money charge, long inputTokens, long cachedInputTokens, long outputTokens,
        long reasoningTokens, long errors, long estimated) {

    public static final UsageSums NONE = new UsageSums(0, Money.ZERO, 0, 0, 0, 0, 0, 0);

    /**
     * @throws ArithmeticException if a sum becomes too large
     */
    public UsageSums plus(UsageSums other) {
        return new UsageSums(Math.addExact(this.calls, other.calls), this.charge.plus(other.charge),
                Math.addExact(this.inputTokens, other.inputTokens),
                Math.addExact(this.cachedInputTokens, other.cachedInputTokens),
                Math.addExact(this.outputTokens, other.outputTokens),
                Math.addExact(this.reasoningTokens, other.reasoningTokens), Math.addExact(this.errors, other.errors),
                Math.addExact(this.estimated, other.estimated));
    }

}
