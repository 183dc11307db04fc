package llmgateway.budget.admission;

import java.time.Duration;
import java.util.List;

import llmgateway.budget.account.Account;
import llmgateway.budget.account.Accounts;
import llmgateway.budget.account.AdjustResult;
import llmgateway.budget.account.Adjustment;
import llmgateway.budget.account.BalancesResult;
import llmgateway.budget.account.ExpireResult;
import llmgateway.budget.account.FindResult;
import llmgateway.budget.account.HoldRequest;
import llmgateway.budget.account.HoldResult;
import llmgateway.budget.account.LeaseResult;
import llmgateway.budget.account.OpenTicketsResult;
import llmgateway.budget.account.Organisation;
import llmgateway.budget.account.ReleaseResult;
import llmgateway.budget.account.Reservation;
import llmgateway.budget.account.ResizeRequest;
import llmgateway.budget.account.ResizeResult;
import llmgateway.budget.account.SettleResult;
import llmgateway.budget.account.Settlement;
import llmgateway.budget.account.Unavailable;
import llmgateway.core.call.Ticket;

/** Accounts that can be away. */
final class SwitchableAccounts implements Accounts {

    private static final Unavailable AWAY = new Unavailable(Unavailable.Reason.CONNECTION);

    private final Accounts accounts;

    volatile boolean away;

    SwitchableAccounts(Accounts accounts) {
        this.accounts = accounts;
    }

    @Override
    public HoldResult hold(HoldRequest request) {
        return this.away ? AWAY : this.accounts.hold(request);
    }

    @Override
    public ResizeResult resize(ResizeRequest request) {
        return this.away ? AWAY : this.accounts.resize(request);
    }

    @Override
    public LeaseResult extendLease(Organisation organisation, Ticket ticket, Duration lease) {
        return this.away ? AWAY : this.accounts.extendLease(organisation, ticket, lease);
    }

    @Override
    public SettleResult settle(Settlement settlement) {
        return this.away ? AWAY : this.accounts.settle(settlement);
    }

    @Override
    public ReleaseResult release(Organisation organisation, Ticket ticket) {
        return this.away ? AWAY : this.accounts.release(organisation, ticket);
    }

    @Override
    public ExpireResult expire(Organisation organisation, int limit) {
        return this.away ? AWAY : this.accounts.expire(organisation, limit);
    }

    @Override
    public SettleResult restore(Settlement settlement, List<Reservation> reserved) {
        return this.away ? AWAY : this.accounts.restore(settlement, reserved);
    }

    @Override
    public FindResult find(Organisation organisation, Ticket ticket) {
        return this.away ? AWAY : this.accounts.find(organisation, ticket);
    }

    @Override
    public OpenTicketsResult openTickets(Organisation organisation, int limit) {
        return this.away ? AWAY : this.accounts.openTickets(organisation, limit);
    }

    @Override
    public AdjustResult adjust(Adjustment adjustment) {
        return this.away ? AWAY : this.accounts.adjust(adjustment);
    }

    @Override
    public BalancesResult balances(Organisation organisation, List<Account> accounts) {
        return this.away ? AWAY : this.accounts.balances(organisation, accounts);
    }

}
