package llmgateway.budget.account.memory;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

import llmgateway.budget.account.Account;
import llmgateway.budget.account.AccountHold;
import llmgateway.budget.account.AccountName;
import llmgateway.budget.account.AdjustResult;
import llmgateway.budget.account.Adjustment;
import llmgateway.budget.account.Balance;
import llmgateway.budget.account.BalancesResult;
import llmgateway.budget.account.Closed;
import llmgateway.budget.account.Ending;
import llmgateway.budget.account.Ending.Kind;
import llmgateway.budget.account.ExpireResult;
import llmgateway.budget.account.ExpireResult.ExpiredTicket;
import llmgateway.budget.account.FindResult;
import llmgateway.budget.account.HoldRequest;
import llmgateway.budget.account.HoldResult;
import llmgateway.budget.account.HoldResult.Held;
import llmgateway.budget.account.HoldResult.Refused;
import llmgateway.budget.account.LeaseResult;
import llmgateway.budget.account.LedgerLine;
import llmgateway.budget.account.OpenTicketsResult;
import llmgateway.budget.account.ReleaseResult;
import llmgateway.budget.account.Reservation;
import llmgateway.budget.account.ResizeRequest;
import llmgateway.budget.account.ResizeResult;
import llmgateway.budget.account.SettleResult;
import llmgateway.budget.account.Settlement;
import llmgateway.budget.account.Unavailable;
import llmgateway.budget.account.Unit;
import llmgateway.budget.account.Unknown;
import llmgateway.budget.account.Window;
import llmgateway.budget.account.memory.OpenTicket.Post;
import llmgateway.core.call.Ticket;
import llmgateway.core.ledger.LedgerEntry;
import llmgateway.core.ledger.UsageBook;
import llmgateway.core.money.Money;

/** One organisation's accounts and tickets. Used by one thread at a time. */
final class Books {

    private final InstantSource clock;

    private final Consumer<LedgerLine> ledger;

    private final Totals totals = new Totals();

    private final OpenTickets open = new OpenTickets();

    private final Endings endings;

    private final Adjustments adjustments;

    private final InMemoryUsageBook usage = new InMemoryUsageBook();

    private long entries;

    Books(InstantSource clock, Duration remembered, Consumer<LedgerLine> ledger) {
        this.clock = clock;
        this.endings = new Endings(remembered);
        this.adjustments = new Adjustments(remembered);
        this.ledger = ledger;
    }

    UsageBook usage() {
        return this.usage;
    }

    HoldResult hold(HoldRequest request) {
        this.endings.forget(now());
        this.totals.sweep(this.clock.millis());
        Ticket ticket = request.ticket();
        Optional<HoldResult> past = this.endings.answerToHold(ticket);
        if (past.isPresent()) {
            return past.get();
        }
        Optional<OpenTicket> known = this.open.find(ticket);
        if (known.isPresent()) {
            return known.get().granted;
        }
        return switch (place(request.holds(), Map.of(), request.lease())) {
            case Placement.Placed placed -> {
                this.open.add(ticket, new OpenTicket(placed.posts(), placed.held(), request.entry()));
                yield placed.held();
            }
            case Placement.NotPlaced(Refused refused) -> {
                this.endings.refuse(now(), ticket, refused);
                yield refused;
            }
            case Placement.NoWindow ignored -> new Unavailable(Unavailable.Reason.CLOCK);
        };
    }

    ResizeResult resize(ResizeRequest request) {
        return this.open.find(request.ticket())
            .map((ticket) -> resize(ticket, request))
            .or(() -> this.endings.of(request.ticket()).map(Closed::new))
            .orElseGet(Unknown::new);
    }

    private ResizeResult resize(OpenTicket ticket, ResizeRequest request) {
        if (request.sequence() < ticket.sequence) {
            return new ResizeResult.Superseded(ticket.sequence);
        }
        if (request.sequence() == ticket.sequence) {
            return ticket.refused.<ResizeResult>map((refused) -> refused).orElse(ticket.granted);
        }
        return switch (place(request.holds(), ticket.posts, request.lease())) {
            case Placement.Placed placed -> {
                ticket.sequence = request.sequence();
                ticket.posts = placed.posts();
                ticket.granted = placed.held();
                ticket.leaseEnd = placed.held().leaseEnd();
                ticket.refused = Optional.empty();
                yield placed.held();
            }
            case Placement.NotPlaced(Refused refused) -> {
                ticket.sequence = request.sequence();
                ticket.refused = Optional.of(refused);
                yield refused;
            }
            case Placement.NoWindow ignored -> new Unavailable(Unavailable.Reason.CLOCK);
        };
    }

    LeaseResult extendLease(Ticket name, Duration lease) {
        return this.open.find(name).<LeaseResult>map((ticket) -> {
            ticket.leaseEnd = now().plus(lease);
            return new LeaseResult.Extended(ticket.leaseEnd);
        }).or(() -> this.endings.of(name).map(Closed::new)).orElseGet(Unknown::new);
    }

    SettleResult settle(Settlement settlement) {
        return this.open.find(settlement.ticket())
            .map((ticket) -> charge(settlement, ticket.posts, Kind.SETTLED))
            .or(() -> this.endings.answerToSettlement(settlement.ticket()))
            .orElseGet(Unknown::new);
    }

    SettleResult restore(Settlement settlement, List<Reservation> reserved) {
        if (this.open.find(settlement.ticket()).isPresent()) {
            return settle(settlement);
        }
        return this.endings.answerToSettlement(settlement.ticket()).orElseGet(() -> {
            Map<AccountName, Post> posts = new LinkedHashMap<>();
            reserved.forEach((r) -> posts.put(r.account(), new Post(r, 0)));
            return charge(settlement, posts, Kind.RESTORED);
        });
    }

    ReleaseResult release(Ticket name) {
        Optional<Ending> ending = this.endings.of(name);
        if (ending.isPresent()) {
            return (ending.get().kind() == Kind.RELEASED) ? new ReleaseResult.Released() : new Closed(ending.get());
        }
        this.open.remove(name)
            .ifPresent((ticket) -> ticket.posts.values()
                .forEach((post) -> this.totals.add(post.reservation(), 0, -post.amount())));
        this.endings.end(now(), name, new Ending(Kind.RELEASED, Money.ZERO), "");
        return new ReleaseResult.Released();
    }

    ExpireResult expire(int limit) {
        List<ExpiredTicket> expired = new ArrayList<>();
        this.open.overdue(now(), limit).forEach((overdue) -> {
            OpenTicket ticket = overdue.ticket();
            Money held = OpenTicket.heldMoney(ticket.posts);
            charge(overdue.name(), ticket.posts, held, Kind.EXPIRED, ticket.entry);
            expired.add(new ExpiredTicket(overdue.name(), held));
        });
        return new ExpireResult.Expired(expired);
    }

    FindResult find(Ticket name) {
        return this.open.find(name)
            .<FindResult>map(OpenTicket::describe)
            .or(() -> this.endings.of(name).map(Closed::new))
            .orElseGet(Unknown::new);
    }

    OpenTicketsResult openTickets(int limit) {
        return this.open.describe(limit);
    }

    AdjustResult adjust(Adjustment adjustment) {
        Optional<AdjustResult.Adjusted> past = this.adjustments.find(adjustment.id());
        if (past.isPresent()) {
            return past.get();
        }
        Account account = adjustment.account();
        Optional<Window> window = Totals.windowAt(this.clock.millis(), account);
        if (window.isEmpty()) {
            return new Unavailable(Unavailable.Reason.CLOCK);
        }
        Reservation current = new Reservation(account.name(), account.unit(), window.get());
        switch (adjustment.change()) {
            case Adjustment.Change.TopUp topUp -> this.totals.raiseCap(current, topUp.amount());
            case Adjustment.Change.Reset ignored -> this.totals.reset(current);
        }
        AdjustResult.Adjusted adjusted = new AdjustResult.Adjusted(this.totals.balance(account, window.get()));
        this.adjustments.add(now(), adjustment.id(), adjusted);
        return adjusted;
    }

    BalancesResult balances(List<Account> accounts) {
        List<Balance> balances = new ArrayList<>();
        for (Account account : accounts) {
            Optional<Window> window = Totals.windowAt(this.clock.millis(), account);
            if (window.isEmpty()) {
                return new Unavailable(Unavailable.Reason.CLOCK);
            }
            balances.add(this.totals.balance(account, window.get()));
        }
        return new BalancesResult.Balances(balances);
    }

    private Placement place(List<AccountHold> holds, Map<AccountName, Post> before, Duration lease) {
        Map<AccountName, Post> posts = new LinkedHashMap<>();
        List<Balance> exhausted = new ArrayList<>();
        for (AccountHold hold : holds) {
            Account account = hold.account();
            Optional<Post> old = Optional.ofNullable(before.get(account.name()));
            Optional<Window> window = old.map((post) -> post.reservation().window())
                .or(() -> Totals.windowAt(this.clock.millis(), account));
            if (window.isEmpty()) {
                return new Placement.NoWindow();
            }
            long more = hold.amount() - old.map(Post::amount).orElse(0L);
            Balance balance = this.totals.balance(account, window.get());
            if ((more > 0 || old.isEmpty()) && balance.used() + balance.held() + more > balance.cap()) {
                exhausted.add(balance);
            }
            posts.put(account.name(),
                    new Post(new Reservation(account.name(), account.unit(), window.get()), hold.amount()));
        }
        if (!exhausted.isEmpty()) {
            return new Placement.NotPlaced(new Refused(exhausted));
        }
        before.values().forEach((post) -> this.totals.add(post.reservation(), 0, -post.amount()));
        posts.values().forEach((post) -> this.totals.add(post.reservation(), 0, post.amount()));
        List<Balance> balances = holds.stream()
            .map((hold) -> this.totals.balance(hold.account(),
                    Objects.requireNonNull(posts.get(hold.account().name())).reservation().window()))
            .toList();
        return new Placement.Placed(posts, new Held(balances, now().plus(lease)));
    }

    private SettleResult charge(Settlement settlement, Map<AccountName, Post> posts, Kind reason) {
        return charge(settlement.ticket(), posts, settlement.charge(), reason, settlement.entry());
    }

    private SettleResult charge(Ticket ticket, Map<AccountName, Post> posts, Money charge, Kind reason,
            LedgerEntry entry) {
        posts.values()
            .forEach((post) -> this.totals.add(post.reservation(),
                    (post.reservation().unit() == Unit.NANO_DOLLARS) ? charge.nanos() : 0, -post.amount()));
        this.open.remove(ticket);
        String id = Long.toString(++this.entries);
        LedgerLine line = new LedgerLine(id, ticket, reason, charge, OpenTicket.heldMoney(posts),
                posts.values().stream().map(Post::reservation).toList(), entry);
        this.ledger.accept(line);
        this.usage.add(now(), line);
        this.endings.end(now(), ticket, new Ending(reason, charge), id);
        return new SettleResult.Settled(charge, id, false);
    }

    /** To the millisecond, as Redis scripts see the time. */
    private Instant now() {
        return Instant.ofEpochMilli(this.clock.millis());
    }

    private sealed interface Placement {

        record Placed(Map<AccountName, Post> posts, Held held) implements Placement {
        }

        record NotPlaced(Refused refused) implements Placement {
        }

        record NoWindow() implements Placement {
        }

    }

}
