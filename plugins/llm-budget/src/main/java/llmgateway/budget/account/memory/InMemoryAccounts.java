package llmgateway.budget.account.memory;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
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
import llmgateway.core.call.Ticket;
import llmgateway.core.ledger.UsageBook;

/**
 * Accounts of this process alone, gone when it ends. Never {@code Unavailable} but for a
 * clock outside every window. Also the plain statement of what the Redis scripts do: both
 * pass the same tests.
 */
public final class InMemoryAccounts implements Accounts {

    private final InstantSource clock;

    private final Duration remembered;

    private final Consumer<LedgerLine> ledger;

    private final Map<Organisation, Books> organisations = new ConcurrentHashMap<>();

    /**
     * @param remembered how long an ended ticket is known
     * @param ledger takes the entries, in order within an organisation; must return at
     * once
     */
    public InMemoryAccounts(InstantSource clock, Duration remembered, Consumer<LedgerLine> ledger) {
        this.clock = clock;
        this.remembered = remembered;
        this.ledger = ledger;
    }

    @Override
    public HoldResult hold(HoldRequest request) {
        return with(request.organisation(), (books) -> books.hold(request));
    }

    @Override
    public ResizeResult resize(ResizeRequest request) {
        return with(request.organisation(), (books) -> books.resize(request));
    }

    @Override
    public LeaseResult extendLease(Organisation organisation, Ticket ticket, Duration lease) {
        return with(organisation, (books) -> books.extendLease(ticket, lease));
    }

    @Override
    public SettleResult settle(Settlement settlement) {
        return with(settlement.organisation(), (books) -> books.settle(settlement));
    }

    @Override
    public ReleaseResult release(Organisation organisation, Ticket ticket) {
        return with(organisation, (books) -> books.release(ticket));
    }

    @Override
    public ExpireResult expire(Organisation organisation, int limit) {
        return with(organisation, (books) -> books.expire(limit));
    }

    @Override
    public SettleResult restore(Settlement settlement, List<Reservation> reserved) {
        return with(settlement.organisation(), (books) -> books.restore(settlement, reserved));
    }

    @Override
    public FindResult find(Organisation organisation, Ticket ticket) {
        return with(organisation, (books) -> books.find(ticket));
    }

    @Override
    public OpenTicketsResult openTickets(Organisation organisation, int limit) {
        return with(organisation, (books) -> books.openTickets(limit));
    }

    @Override
    public AdjustResult adjust(Adjustment adjustment) {
        return with(adjustment.organisation(), (books) -> books.adjust(adjustment));
    }

    @Override
    public BalancesResult balances(Organisation organisation, List<Account> accounts) {
        return with(organisation, (books) -> books.balances(accounts));
    }

    /**
     * What this process has counted, by its clock: of the ledger the last 10,000 entries
     * of the organisation.
     */
    public UsageBook usageBook(Organisation organisation) {
        return with(organisation, Books::usage);
    }

    private <R> R with(Organisation organisation, Function<Books, R> verb) {
        Books books = this.organisations.computeIfAbsent(organisation,
                (key) -> new Books(this.clock, this.remembered, this.ledger));
        synchronized (books) {
            return verb.apply(books);
        }
    }

}
