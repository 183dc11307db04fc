package llmgateway.budget.account.redis;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

import llmgateway.budget.account.Account;
import llmgateway.budget.account.AccountHold;
import llmgateway.budget.account.AccountName;
import llmgateway.budget.account.Accounts;
import llmgateway.budget.account.Balance;
import llmgateway.budget.account.BalancesResult.Balances;
import llmgateway.budget.account.HoldRequest;
import llmgateway.budget.account.HoldResult;
import llmgateway.core.ledger.LedgerEntry;
import llmgateway.budget.account.Organisation;
import llmgateway.budget.account.ReleaseResult;
import llmgateway.budget.account.ResizeRequest;
import llmgateway.budget.account.ResizeResult;
import llmgateway.budget.account.SettleResult;
import llmgateway.budget.account.Settlement;
import llmgateway.budget.account.Window;
import llmgateway.core.call.Ticket;
import llmgateway.core.money.Money;

/** Calls that count against one money account and one of calls in flight. */
record Calls(Organisation organisation, Account money, Account slots) {

    private static final RandomGenerator RANDOM = new SecureRandom();

    private static final Duration LEASE = Duration.ofMinutes(10);

    static Calls underCap(String usd) {
        return underCap(new Organisation("org-" + Long.toUnsignedString(RANDOM.nextLong())), usd);
    }

    static Calls underCap(Organisation organisation, String usd) {
        return new Calls(organisation,
                Account.ofMoney(new AccountName("alice/all"), Money.parse(usd), List.of(Window.ALWAYS)),
                Account.ofCalls(new AccountName("alice/calls"), 1_000_000));
    }

    Ticket ticket() {
        return Ticket.random(RANDOM);
    }

    HoldResult hold(Accounts accounts, Ticket ticket, Money amount) {
        return accounts.hold(new HoldRequest(this.organisation, ticket, holds(amount), LEASE, LedgerEntry.EMPTY));
    }

    ResizeResult resize(Accounts accounts, Ticket ticket, int sequence, Money amount) {
        return accounts.resize(new ResizeRequest(this.organisation, ticket, sequence, holds(amount), LEASE));
    }

    SettleResult settle(Accounts accounts, Ticket ticket, Money charge) {
        return accounts.settle(new Settlement(this.organisation, ticket, charge, LedgerEntry.EMPTY));
    }

    ReleaseResult release(Accounts accounts, Ticket ticket) {
        return accounts.release(this.organisation, ticket);
    }

    Balance balance(Accounts accounts) {
        return balances(accounts).getFirst();
    }

    long callsInFlight(Accounts accounts) {
        return balances(accounts).getLast().held();
    }

    private List<Balance> balances(Accounts accounts) {
        return ((Balances) accounts.balances(this.organisation, List.of(this.money, this.slots))).balances();
    }

    private List<AccountHold> holds(Money amount) {
        return List.of(AccountHold.of(this.money, amount), new AccountHold(this.slots, 1));
    }

}
