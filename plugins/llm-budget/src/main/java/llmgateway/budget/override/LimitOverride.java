package llmgateway.budget.override;

import java.time.Instant;
import java.util.Optional;

import llmgateway.budget.account.Account;
import llmgateway.budget.account.AccountName;
import llmgateway.budget.limit.Allowance;
import llmgateway.budget.limit.Rate;
import llmgateway.core.money.Money;

/**
 * Another amount for one subject of one limit, until a date.
 *
 * @param account the subject's account or bucket
 * @param amount in nano-dollars, requests, tokens or calls as the limit counts, 0 to
 * {@link Account#LARGEST}
 * @param until when the limit's own amount holds again
 * @param note who granted it and why; at most 500 characters
 */
public record LimitOverride(AccountName account, long amount, Instant until, String note) {

    private static final int LONGEST_NOTE = 500;

    public LimitOverride {
        if (amount < 0 || amount > Account.LARGEST || note.length() > LONGEST_NOTE) {
            throw new IllegalArgumentException("an override has an amount of 0 to " + Account.LARGEST
                    + " and a note of at most " + LONGEST_NOTE + " characters");
        }
    }

    /**
     * What is allowed instead.
     * @return empty if the limit cannot have such an amount
     */
    public Optional<Allowance> appliedTo(Allowance allowance) {
        try {
            return Optional.of(switch (allowance) {
                case Allowance.Requests requests ->
                    new Allowance.Requests(new Rate(this.amount, requests.rate().refillPeriod()));
                case Allowance.Tokens tokens ->
                    new Allowance.Tokens(tokens.kind(), new Rate(this.amount, tokens.rate().refillPeriod()));
                case Allowance.ConcurrentCalls ignored -> new Allowance.ConcurrentCalls(this.amount);
                case Allowance.Spend spend ->
                    new Allowance.Spend(new Money(this.amount), spend.period(), spend.warnAt());
            });
        }
        catch (IllegalArgumentException ex) {
            return Optional.empty();
        }
    }

}
