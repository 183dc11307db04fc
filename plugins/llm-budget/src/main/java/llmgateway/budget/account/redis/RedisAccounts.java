package llmgateway.budget.account.redis;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import llmgateway.budget.account.Account;
import llmgateway.budget.account.AccountEvents;
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
import llmgateway.budget.account.Unavailable.Reason;
import llmgateway.budget.archive.KeptLedger;
import llmgateway.budget.redis.RedisConnection;
import llmgateway.core.call.Ticket;

/**
 * The accounts in Redis, shared by any number of nodes; one round trip a verb. Redis'
 * clock counts.
 *
 * <p>
 * A Redis that has lost its data is told from a new one by an epoch it must show. A node
 * that has seen one for the organisation (since it started, or ever, with
 * {@link RedisAccountsSettings#epochFile}) answers {@link Reason#FORGOTTEN} when it is
 * gone or another, until an operator {@link #begin begins} anew. What this cannot see: a
 * wipe while no node that remembers is running; writes that a failover lost while the
 * epoch survived ({@link #restore} brings those back); single keys evicted under a policy
 * other than {@code noeviction}, which the log warns of.
 */
public final class RedisAccounts implements Accounts, AutoCloseable {

    private static final Set<Reason> MAY_HAVE_HAPPENED = EnumSet.of(Reason.TIMEOUT, Reason.CONNECTION, Reason.ERROR);

    private static final int MOST_TICKETS = 1000;

    private final RedisConnection connection;

    private final RedisAccountsSettings settings;

    private final AccountEvents events;

    private final ScriptRunner runner;

    private final Epochs epochs;

    private final UncertainHolds uncertain;

    private final Map<Organisation, OrganisationScripts> organisations = new ConcurrentHashMap<>();

    private RedisAccounts(RedisConnection connection, RedisAccountsSettings settings, AccountEvents events) {
        this.connection = connection;
        this.settings = settings;
        this.events = events;
        this.runner = new ScriptRunner(connection, settings.timeLimit());
        this.epochs = new Epochs(settings.epochFile());
        this.uncertain = new UncertainHolds(this, settings.probeInterval());
    }

    /**
     * @param connection stays the caller's to close
     */
    public static RedisAccounts open(RedisConnection connection, RedisAccountsSettings settings, AccountEvents events) {
        RedisAccounts accounts = new RedisAccounts(connection, settings, events);
        accounts.uncertain.start();
        return accounts;
    }

    @Override
    public HoldResult hold(HoldRequest request) {
        Reply reply = scripts(request.organisation()).run(Script.HOLD,
                new Arguments().text(request.ticket().value())
                    .millis(request.lease())
                    .millis(this.settings.refusalsRemembered())
                    .text(StoredTickets.write(request.entry()))
                    .holds(request.holds()));
        if (reply instanceof Reply.Failure failure && MAY_HAVE_HAPPENED.contains(failure.reason())) {
            this.uncertain.add(request);
        }
        return Replies.hold(reply);
    }

    @Override
    public ResizeResult resize(ResizeRequest request) {
        return Replies.resize(scripts(request.organisation()).run(Script.RESIZE,
                new Arguments().text(request.ticket().value())
                    .millis(request.lease())
                    .number(request.sequence())
                    .holds(request.holds())));
    }

    @Override
    public LeaseResult extendLease(Organisation organisation, Ticket ticket, Duration lease) {
        return Replies
            .lease(scripts(organisation).run(Script.EXTEND, new Arguments().text(ticket.value()).millis(lease)));
    }

    @Override
    public SettleResult settle(Settlement settlement) {
        return Replies.settle(scripts(settlement.organisation()).run(Script.SETTLE, settled(settlement)));
    }

    @Override
    public ReleaseResult release(Organisation organisation, Ticket ticket) {
        return Replies.release(scripts(organisation).run(Script.RELEASE, new Arguments().text(ticket.value())));
    }

    @Override
    public ExpireResult expire(Organisation organisation, int limit) {
        return Replies.expire(scripts(organisation).run(Script.EXPIRE, charging().number(ticketsAtOnce(limit))));
    }

    @Override
    public SettleResult restore(Settlement settlement, List<Reservation> reserved) {
        return Replies.settle(scripts(settlement.organisation()).runInAnyEpoch(Script.RESTORE,
                settled(settlement).reserved(reserved)));
    }

    @Override
    public FindResult find(Organisation organisation, Ticket ticket) {
        return Replies.find(scripts(organisation).run(Script.FIND, new Arguments().text(ticket.value())));
    }

    @Override
    public OpenTicketsResult openTickets(Organisation organisation, int limit) {
        return Replies
            .openTickets(scripts(organisation).run(Script.OPEN_TICKETS, new Arguments().number(ticketsAtOnce(limit))));
    }

    @Override
    public AdjustResult adjust(Adjustment adjustment) {
        return Replies.adjust(scripts(adjustment.organisation()).run(Script.ADJUST,
                new Arguments().text(adjustment.id())
                    .text(adjustment.note())
                    .change(adjustment.change())
                    .accounts(List.of(adjustment.account()))));
    }

    @Override
    public BalancesResult balances(Organisation organisation, List<Account> accounts) {
        return Replies.balances(scripts(organisation).run(Script.BALANCES, new Arguments().accounts(accounts)));
    }

    /**
     * An operator's word that what Redis holds of the organisation now, be it nothing or
     * what was {@link #restore restored}, is the truth. Every node goes on from there.
     * @return empty if done
     */
    public Optional<Unavailable> begin(Organisation organisation) {
        return (scripts(organisation).begin() instanceof Reply.Failure failure)
                ? Optional.of(new Unavailable(failure.reason())) : Optional.empty();
    }

    /** The ledger for the node that keeps it to its retention. */
    public KeptLedger ledger(Organisation organisation) {
        return new RedisKeptLedger(scripts(organisation), this.connection, organisation, this.settings.usage().days());
    }

    @Override
    public void close() {
        this.uncertain.close();
        this.organisations.values().forEach(OrganisationScripts::stop);
    }

    private OrganisationScripts scripts(Organisation organisation) {
        return this.organisations.computeIfAbsent(organisation,
                (key) -> new OrganisationScripts(key, this.runner, this.epochs, this.events, this.settings));
    }

    /** What every script that writes the ledger begins with. */
    private Arguments charging() {
        UsageRetention usage = this.settings.usage();
        return new Arguments().millis(usage.hours()).millis(usage.days()).number(usage.mostSums());
    }

    private Arguments settled(Settlement settlement) {
        return charging().text(settlement.ticket().value())
            .number(settlement.charge().nanos())
            .fields(settlement.entry());
    }

    private static int ticketsAtOnce(int limit) {
        if (limit < 1 || limit > MOST_TICKETS) {
            throw new IllegalArgumentException("1 to " + MOST_TICKETS + " tickets at once: " + limit);
        }
        return limit;
    }

}
