package llmgateway.budget.settlement;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

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
import llmgateway.budget.account.LedgerLine;
import llmgateway.budget.account.OpenTicketsResult;
import llmgateway.budget.account.Organisation;
import llmgateway.budget.account.ReleaseResult;
import llmgateway.budget.account.Reservation;
import llmgateway.budget.account.ResizeRequest;
import llmgateway.budget.account.ResizeResult;
import llmgateway.budget.account.SettleResult;
import llmgateway.budget.account.Settlement;
import llmgateway.budget.account.Unavailable;
import llmgateway.budget.account.Unavailable.Reason;
import llmgateway.budget.account.memory.InMemoryAccounts;
import llmgateway.core.call.Ticket;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A store that goes away, loses replies, and fails over to a replica that lacks the
 * newest writes.
 */
final class FragileAccounts implements Accounts {

    static final Duration REMEMBERED = Duration.ofHours(2);

    private final ManualClock clock;

    private final List<Request> done = new ArrayList<>();

    private List<LedgerLine> ledger = new ArrayList<>();

    private InMemoryAccounts accounts;

    private Optional<Reason> away = Optional.empty();

    private Optional<Reason> repliesLost = Optional.empty();

    FragileAccounts(ManualClock clock) {
        this.clock = clock;
        this.accounts = fresh();
    }

    /** Requests are neither carried out nor answered. */
    synchronized void goAway(Reason reason) {
        this.away = Optional.of(reason);
    }

    /** Requests are carried out, but their answers are lost. */
    synchronized void loseReplies() {
        this.repliesLost = Optional.of(Reason.TIMEOUT);
    }

    synchronized void comeBack() {
        this.away = Optional.empty();
        this.repliesLost = Optional.empty();
    }

    /** How many requests a replica may have. */
    synchronized int position() {
        return this.done.size();
    }

    /** A replica takes over that has so many requests and none after. */
    synchronized void failOverTo(int position) {
        this.ledger = new ArrayList<>();
        this.accounts = fresh();
        Instant now = this.clock.instant();
        List<Request> kept = List.copyOf(this.done.subList(0, position));
        kept.forEach((request) -> {
            this.clock.set(request.at());
            assertThat(request.verb().apply(this.accounts)).isNotNull();
        });
        this.clock.set(now);
        this.done.clear();
        this.done.addAll(kept);
    }

    synchronized List<LedgerLine> ledger() {
        return List.copyOf(this.ledger);
    }

    /** The accounts themselves, for a look. */
    synchronized Accounts untouched() {
        return this.accounts;
    }

    @Override
    public HoldResult hold(HoldRequest request) {
        return this.<HoldResult>ask((accounts) -> accounts.hold(request), Unavailable::new);
    }

    @Override
    public ResizeResult resize(ResizeRequest request) {
        return this.<ResizeResult>ask((accounts) -> accounts.resize(request), Unavailable::new);
    }

    @Override
    public LeaseResult extendLease(Organisation organisation, Ticket ticket, Duration lease) {
        return this.<LeaseResult>ask((accounts) -> accounts.extendLease(organisation, ticket, lease), Unavailable::new);
    }

    @Override
    public SettleResult settle(Settlement settlement) {
        return this.<SettleResult>ask((accounts) -> accounts.settle(settlement), Unavailable::new);
    }

    @Override
    public ReleaseResult release(Organisation organisation, Ticket ticket) {
        return this.<ReleaseResult>ask((accounts) -> accounts.release(organisation, ticket), Unavailable::new);
    }

    @Override
    public ExpireResult expire(Organisation organisation, int limit) {
        return this.<ExpireResult>ask((accounts) -> accounts.expire(organisation, limit), Unavailable::new);
    }

    @Override
    public SettleResult restore(Settlement settlement, List<Reservation> reserved) {
        return this.<SettleResult>ask((accounts) -> accounts.restore(settlement, reserved),
                (reason) -> (reason == Reason.FORGOTTEN) ? this.accounts.restore(settlement, reserved)
                        : new Unavailable(reason));
    }

    @Override
    public FindResult find(Organisation organisation, Ticket ticket) {
        return this.<FindResult>ask((accounts) -> accounts.find(organisation, ticket), Unavailable::new);
    }

    @Override
    public OpenTicketsResult openTickets(Organisation organisation, int limit) {
        return this.<OpenTicketsResult>ask((accounts) -> accounts.openTickets(organisation, limit), Unavailable::new);
    }

    @Override
    public AdjustResult adjust(Adjustment adjustment) {
        return this.<AdjustResult>ask((accounts) -> accounts.adjust(adjustment), Unavailable::new);
    }

    @Override
    public BalancesResult balances(Organisation organisation, List<Account> accounts) {
        return this.<BalancesResult>ask((store) -> store.balances(organisation, accounts), Unavailable::new);
    }

    private synchronized <R> R ask(Function<Accounts, R> verb, Function<Reason, R> unavailable) {
        if (this.away.isPresent()) {
            return unavailable.apply(this.away.get());
        }
        this.done.add(new Request(this.clock.instant(), verb));
        R result = verb.apply(this.accounts);
        return this.repliesLost.map(unavailable).orElse(result);
    }

    private InMemoryAccounts fresh() {
        return new InMemoryAccounts(this.clock, REMEMBERED, this.ledger::add);
    }

    private record Request(Instant at, Function<Accounts, ?> verb) {
    }

}
