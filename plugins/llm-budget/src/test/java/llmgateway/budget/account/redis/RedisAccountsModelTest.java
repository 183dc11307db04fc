package llmgateway.budget.account.redis;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import llmgateway.budget.account.Account;
import llmgateway.budget.account.AccountHold;
import llmgateway.budget.account.AccountName;
import llmgateway.budget.account.Accounts;
import llmgateway.budget.account.Adjustment;
import llmgateway.budget.account.Balance;
import llmgateway.budget.account.BalancesResult.Balances;
import llmgateway.budget.account.ExpireResult.Expired;
import llmgateway.budget.account.FindResult;
import llmgateway.budget.account.HoldRequest;
import llmgateway.budget.account.HoldResult.Held;
import llmgateway.budget.account.LeaseResult.Extended;
import llmgateway.budget.account.LedgerLine;
import llmgateway.budget.account.OpenTicketsResult.OpenTicket;
import llmgateway.budget.account.OpenTicketsResult.OpenTickets;
import llmgateway.budget.account.Organisation;
import llmgateway.budget.account.Reservation;
import llmgateway.budget.account.ResizeRequest;
import llmgateway.budget.account.SettleResult.Settled;
import llmgateway.budget.account.Settlement;
import llmgateway.budget.account.Unit;
import llmgateway.budget.account.Window;
import llmgateway.budget.account.memory.InMemoryAccounts;
import llmgateway.budget.redis.RedisProcess;
import llmgateway.core.call.Ticket;
import llmgateway.core.ledger.LedgerEntry;
import llmgateway.core.ledger.UsageBook.Granularity;
import llmgateway.core.ledger.UsageBook;
import llmgateway.core.ledger.UsageKey;
import llmgateway.core.ledger.UsageResult.Read;
import llmgateway.core.ledger.UsageResult;
import llmgateway.core.ledger.UsageRow;
import llmgateway.core.ledger.UsageSums;
import llmgateway.core.money.Money;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Random requests, repeated and reordered, on Redis and on the plain statement of the
 * accounts in memory: every answer and every balance must be the same.
 */
class RedisAccountsModelTest {

    private static final int STEPS = 2_000;

    private static final int TICKETS = 40;

    private static final Organisation ORGANISATION = new Organisation("model");

    private static final Duration LEASE = Duration.ofHours(1);

    private final long seed = RandomGenerator.getDefault().nextLong();

    private final RandomGenerator random = new SplittableRandom(this.seed);

    private final Instant start = Instant.now();

    private final List<LedgerLine> modelLedger = new ArrayList<>();

    /** Its clock stands still: it forgets nothing, as Redis does not within this test. */
    private final InMemoryAccounts model = new InMemoryAccounts(InstantSource.fixed(this.start), LEASE,
            this.modelLedger::add);

    private final List<Account> accounts = List.of(money("always", Window.ALWAYS), money("before", windowOf(-5, 20)),
            money("later", windowOf(-2, 30)),
            new Account(new AccountName("calls"), Unit.CALLS, 5, List.of(Window.ALWAYS)));

    private final List<Function<Accounts, Object>> sent = new ArrayList<>();

    @Test
    void everyAnswerAndBalanceIsThatOfTheModel() {
        RedisAccountsSettings settings = new RedisAccountsSettings(Duration.ofSeconds(20), LEASE, LEASE, LEASE,
                UsageRetention.DEFAULT, 3, Duration.ofMillis(100), Optional.empty());
        try (RedisProcess redis = RedisProcess.start(); Node node = Node.on(redis.address(), settings)) {
            balances(node.accounts()); // a store that is restored to first has lost its
                                       // epoch
            for (int step = 0; step < STEPS; step++) {
                Function<Accounts, Object> request = next();
                Object expected = request.apply(this.model);
                assertThat(request.apply(node.accounts())).as("seed %d, step %d", this.seed, step).isEqualTo(expected);
                List<Balance> balances = balances(node.accounts());
                assertThat(balances).as("seed %d, step %d", this.seed, step).isEqualTo(balances(this.model));
                assertThat(balances).allMatch((balance) -> balance.used() >= 0 && balance.held() >= 0);
            }
            List<LedgerLine> ledger = RedisLedger.read(redis, ORGANISATION);
            assertThat(withoutIds(ledger)).isEqualTo(withoutIds(this.modelLedger)).isNotEmpty();
            for (Balance balance : balances(node.accounts())) {
                assertThat(balance.used()).as("seed %d, %s", this.seed, balance)
                    .isEqualTo(chargedTo(balance, ledger) - resetOf(balance, redis));
            }
            UsageBook usage = new RedisUsageBook(node.connection(), ORGANISATION, settings.usage());
            for (Granularity granularity : Granularity.values()) {
                assertThat(sums(usage, granularity)).as("seed %d, %s", this.seed, granularity)
                    .isEqualTo(sums(this.model.usageBook(ORGANISATION), granularity))
                    .isNotEmpty();
            }
            assertThat(sums(usage, Granularity.DAY).values().stream().mapToLong((sums) -> sums.charge().nanos()).sum())
                .isEqualTo(ledger.stream().mapToLong((line) -> line.charge().nanos()).sum());
        }
    }

    private Function<Accounts, Object> next() {
        if (!this.sent.isEmpty() && this.random.nextInt(4) == 0) {
            return this.sent.get(this.random.nextInt(Math.max(0, this.sent.size() - 50), this.sent.size()));
        }
        Function<Accounts, Object> request = fresh(ticket());
        this.sent.add(request);
        return request;
    }

    private Function<Accounts, Object> fresh(Ticket ticket) {
        return switch (this.random.nextInt(14)) {
            case 0, 1, 2, 3 -> {
                HoldRequest request = new HoldRequest(ORGANISATION, ticket, holds(), LEASE, entry());
                yield (accounts) -> timeless(accounts.hold(request));
            }
            case 4, 5, 6 -> {
                ResizeRequest request = new ResizeRequest(ORGANISATION, ticket, this.random.nextInt(1, 6), holds(),
                        LEASE);
                yield (accounts) -> timeless(accounts.resize(request));
            }
            case 7, 8 -> {
                Settlement settlement = settlement(ticket);
                yield (accounts) -> timeless(accounts.settle(settlement));
            }
            case 9 -> (accounts) -> accounts.release(ORGANISATION, ticket);
            case 10 -> {
                Duration lease = this.random.nextBoolean() ? Duration.ZERO : LEASE;
                yield (accounts) -> timeless(accounts.extendLease(ORGANISATION, ticket, lease));
            }
            case 11 -> adjusting();
            case 12 -> this.random.nextBoolean() ? (accounts) -> timeless(accounts.find(ORGANISATION, ticket))
                    : (accounts) -> timeless(accounts.openTickets(ORGANISATION, 1000));
            default -> this.random.nextInt(3) > 0 ? (accounts) -> timeless(accounts.expire(ORGANISATION, 1000))
                    : restoring(ticket);
        };
    }

    private Function<Accounts, Object> adjusting() {
        Adjustment.Change change = (this.random.nextInt(3) == 0) ? new Adjustment.Change.Reset()
                : new Adjustment.Change.TopUp(this.random.nextLong(1, 40));
        Adjustment adjustment = new Adjustment(ORGANISATION,
                this.accounts.get(this.random.nextInt(this.accounts.size())),
                Integer.toString(this.random.nextInt(100)), change, "");
        return (accounts) -> accounts.adjust(adjustment);
    }

    private Function<Accounts, Object> restoring(Ticket ticket) {
        Settlement settlement = settlement(ticket);
        List<Reservation> reserved = this.accounts.stream()
            .map((account) -> new Reservation(account.name(), account.unit(), account.windows().getFirst()))
            .toList();
        return (accounts) -> timeless(accounts.restore(settlement, reserved));
    }

    /** Answers without what the two need not share: the time, and the ids of entries. */
    private static Object timeless(Object result) {
        return switch (result) {
            case Held held -> held.balances();
            case Settled settled -> List.of(settled.charged(), settled.repeated());
            case FindResult.Open open -> List.of(open.held(), open.accounts(), open.entry());
            case OpenTickets tickets -> List.of(tickets.total(),
                    tickets.tickets()
                        .stream()
                        .collect(Collectors.toMap(OpenTicket::ticket, (ticket) -> timeless(ticket.open()))));
            case Extended ignored -> "extended";
            case Expired expired -> Set.copyOf(expired.tickets());
            default -> result;
        };
    }

    private Ticket ticket() {
        int window = this.sent.size() / 60;
        return new Ticket("%032x".formatted(window * TICKETS / 2 + this.random.nextInt(TICKETS)));
    }

    private List<AccountHold> holds() {
        long amount = this.random.nextInt(5) == 0 ? 0 : this.random.nextLong(400);
        List<AccountHold> holds = new ArrayList<>();
        for (Account account : this.accounts) {
            if (this.random.nextInt(4) > 0) {
                long cap = (this.random.nextInt(8) == 0) ? account.cap() / 2 : account.cap();
                Account now = new Account(account.name(), account.unit(), cap, account.windows());
                holds.add(new AccountHold(now, (account.unit() == Unit.CALLS) ? 1 : amount));
            }
        }
        return holds;
    }

    private Settlement settlement(Ticket ticket) {
        return new Settlement(ORGANISATION, ticket, new Money(this.random.nextLong(150)), entry());
    }

    private LedgerEntry entry() {
        Map<String, String> fields = new HashMap<>();
        fields.put("note", Long.toString(this.random.nextLong(1000)));
        maybe(fields, "consumer", "alice", "bob \"b\" | b");
        maybe(fields, "model", "small", "large");
        maybe(fields, "tags", "nightly", "beta,nightly", ",,", "beta,beta");
        maybe(fields, "status", "200", "404", "503", "none");
        maybe(fields, "outcome", "answered", "client_gone");
        maybe(fields, "estimated", "0", "1");
        maybe(fields, "usage", "{", "[]", "{\"input_tokens\":12,\"cached_input_tokens\":3}",
                "{\"output_tokens\":7.0,\"reasoning_tokens\":2,\"requests\":1}", "{\"input_tokens\":-1}");
        return new LedgerEntry(fields);
    }

    private void maybe(Map<String, String> fields, String name, String... values) {
        int chosen = this.random.nextInt(-1, values.length);
        if (chosen >= 0) {
            fields.put(name, values[chosen]);
        }
    }

    private List<Balance> balances(Accounts accounts) {
        return ((Balances) accounts.balances(ORGANISATION, this.accounts)).balances();
    }

    private static List<Object> withoutIds(List<LedgerLine> ledger) {
        Map<Ticket, Object> lines = new HashMap<>();
        ledger.forEach((line) -> assertThat(lines.put(line.ticket(),
                List.of(line.ticket(), line.reason(), line.charge(), line.held(), line.accounts(), line.entry())))
            .as("one entry a ticket")
            .isNull());
        return ledger.stream()
            .sorted(Comparator.comparing((line) -> line.ticket().value()))
            .map((line) -> Objects.requireNonNull(lines.get(line.ticket())))
            .toList();
    }

    private static long chargedTo(Balance balance, List<LedgerLine> ledger) {
        return (balance.unit() == Unit.CALLS) ? 0
                : ledger.stream()
                    .filter((line) -> line.accounts().contains(balance.reservation()))
                    .mapToLong((line) -> line.charge().nanos())
                    .sum();
    }

    /** What operators let count from zero again. */
    private static long resetOf(Balance balance, RedisProcess redis) {
        long sum = 0;
        for (Object entry : (List<?>) redis.command("XRANGE", "llm:{model}:adjustments", "-", "+")) {
            List<?> fields = (List<?>) ((List<?>) entry).get(1);
            if (field(fields, "change").equals("reset") && field(fields, "account").equals(balance.account().value())) {
                sum += Long.parseLong(field(fields, "used"));
            }
        }
        return sum;
    }

    private static String field(List<?> fields, String name) {
        return fields.get(fields.indexOf(name) + 1).toString();
    }

    /** Over all periods: the model's clock stands still, and Redis' does not. */
    private static Map<UsageKey, UsageSums> sums(UsageBook book, Granularity granularity) {
        UsageResult<List<UsageRow>> result = book.rollups(granularity, Instant.now().minus(Duration.ofDays(1)),
                Instant.now().plus(Duration.ofDays(1)));
        return ((Read<List<UsageRow>>) result).value()
            .stream()
            .collect(Collectors.toMap(UsageRow::key, UsageRow::sums, UsageSums::plus));
    }

    private static Account money(String name, Window window) {
        return new Account(new AccountName(name), Unit.NANO_DOLLARS, 3_000, List.of(window));
    }

    private Window windowOf(int startsInHours, int endsInHours) {
        return new Window(this.start.plus(Duration.ofHours(startsInHours)).toEpochMilli(),
                this.start.plus(Duration.ofHours(endsInHours)).toEpochMilli());
    }

}
