package llmgateway.budget.account;

import llmgateway.core.money.Money;

/**
 * What a call wants held on one account.
 *
 * @param amount in the account's unit, 0 to {@link Account#LARGEST}
 */
public record AccountHold(Account account, long amount) {

    public AccountHold {
        Account.requireExact("amount to hold", amount);
    }

    public static AccountHold of(Account account, Money amount) {
        if (account.unit() != Unit.NANO_DOLLARS) {
            throw new IllegalArgumentException("account " + account.name() + " does not count money");
        }
        return new AccountHold(account, amount.nanos());
    }

}
