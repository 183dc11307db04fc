package llmgateway.budget.limit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import llmgateway.budget.account.Account;
import llmgateway.budget.account.AccountHold;
import llmgateway.budget.account.AccountName;
import llmgateway.budget.account.HoldRequest;
import llmgateway.core.money.Money;

/**
 * A limit that applies to a call.
 *
 * @param subject whose use it counts, such as a consumer's name; "" for all that have no
 * name, and for the organisation
 * @param account where the use of this call's subject is counted; for a rate the name of
 * its bucket
 */
public record ApplicableLimit(Limit limit, String subject, AccountName account) {

    /**
     * What a call holds, as {@link HoldRequest} wants it: its money on every spend cap
     * and one slot on every limit of concurrent calls, none on rates.
     * @param reserved the most that the call may cost, at most
     * {@link Allowance.Spend#MOST}
     * @param now by this node's clock
     */
    public static List<AccountHold> holdsOn(List<ApplicableLimit> limits, Money reserved, Instant now) {
        return limits.stream().flatMap((limit) -> limit.hold(reserved, now).stream()).toList();
    }

    /** The account of a limit on money or on concurrent calls; empty for a rate. */
    public Optional<Account> accountAt(Instant now) {
        return hold(Money.ZERO, now).map(AccountHold::account);
    }

    private Money enforced(Allowance.Spend spend) {
        return this.limit.soft() ? Allowance.Spend.MOST : spend.cap();
    }

    private Optional<AccountHold> hold(Money reserved, Instant now) {
        return switch (this.limit.allowance()) {
            case Allowance.Spend spend -> Optional.of(AccountHold
                .of(Account.ofMoney(this.account, enforced(spend), spend.period().windowsAround(now)), reserved));
            case Allowance.ConcurrentCalls calls ->
                Optional.of(new AccountHold(Account.ofCalls(this.account, calls.most()), 1));
            case Allowance.Requests ignored -> Optional.empty();
            case Allowance.Tokens ignored -> Optional.empty();
        };
    }

}
