package llmgateway.budget.account;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import llmgateway.budget.account.HoldResult.Held;
import llmgateway.budget.account.SettleResult.Settled;
import llmgateway.core.call.CallId;
import llmgateway.core.call.Ticket;
import llmgateway.core.ledger.LedgerEntry;
import llmgateway.core.ledger.LedgerRecord;
import llmgateway.core.ledger.UsageBook;
import llmgateway.core.ledger.UsageBook.Granularity;
import llmgateway.core.ledger.UsageKey;
import llmgateway.core.ledger.UsageResult;
import llmgateway.core.ledger.UsageResult.Read;
import llmgateway.core.ledger.UsageRow;
import llmgateway.core.ledger.UsageSums;
import llmgateway.core.money.Money;
import llmgateway.core.usage.Meter;
import llmgateway.core.usage.Usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/** What reports can rely on, wherever the accounts are kept. */
public abstract class UsageBookContract {

    private static final RandomGenerator RANDOM = new SecureRandom();

    private static final Duration LEASE = Duration.ofMinutes(10);

    private static final Map<String, String> ALICE = Map.of("consumer", "alice", "consumer_group", "research", "model",
            "gpt-5", "provider", "openai", "route", "17");

    private static final UsageKey ALICES_KEY = new UsageKey("alice", "research", "gpt-5", "openai", "17", "");

    /** Another for each test, so that tests share a store and nothing else. */
    private final Organisation organisation = new Organisation(CallId.random(RANDOM).value());

    protected abstract Accounts accounts();

    protected abstract UsageBook book(Organisation organisation);

    @ParameterizedTest
    @EnumSource(names = { "HOUR", "DAY" })
    void settledCallsAreSummedUp(Granularity granularity) {
        settle("0.12", alice("usage", """
                {"input_tokens":100,"cached_input_tokens":20,"output_tokens":30,"reasoning_tokens":4}"""));
        settle("0.000000001", alice("usage", "{\"input_tokens\":1}"));

        UsageRow row = only(granularity);

        assertThat(row.key()).isEqualTo(ALICES_KEY);
        assertThat(row.sums()).isEqualTo(new UsageSums(2, Money.parse("0.120000001"), 121, 20, 34, 4, 0, 0));
        Duration age = Duration.between(row.start(), Instant.now());
        assertThat(age).isBetween(Duration.ofMinutes(-1), Duration.ofDays(1).plusMinutes(1));
    }

    @ParameterizedTest
    @EnumSource
    void everyMeterCountsOnItsSide(Meter meter) {
        Usage usage = Usage.of(meter, 7);
        settle("0", alice("usage", "{\"%s\":7}".formatted(meter.name().toLowerCase(Locale.ROOT))));

        UsageSums sums = only(Granularity.DAY).sums();

        assertThat(sums.inputTokens()).isEqualTo(usage.inputTokens());
        assertThat(sums.outputTokens()).isEqualTo(usage.outputTokens());
        assertThat(sums.cachedInputTokens()).isEqualTo(meter.name().startsWith("CACHED_") ? 7 : 0);
        assertThat(sums.reasoningTokens()).isEqualTo(meter == Meter.REASONING_TOKENS ? 7 : 0);
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "tokens", "[1,2]", "7", "null", "{\"input_tokens\":", "{\"input_tokens\":-1}",
            "{\"input_tokens\":1.5}", "{\"input_tokens\":1e999}", "{\"input_tokens\":\"5\"}",
            "{\"input_tokens\":{\"output_tokens\":3}}", "{\"input_tokens\":562949953421313}",
            "{\"input_tokens\":123456789012345678901234567890}", "{\"unheard_of_tokens\":3}" })
    void E11_usageThatIsNoneIsSettledAndCountsNoTokens(String usage) {
        settle("0.12", alice("usage", usage));

        assertThat(only(Granularity.DAY).sums()).isEqualTo(new UsageSums(1, Money.parse("0.12"), 0, 0, 0, 0, 0, 0));
    }

    @Test
    void largestAmountsStayExact() {
        Money charge = new Money(Account.LARGEST);
        for (int i = 0; i < 3; i++) {
            settle(charge.toString(),
                    alice("usage", "{\"input_tokens\":562949953421311,\"cached_input_tokens\":562949953421312}"));
        }

        assertThat(only(Granularity.DAY).sums())
            .isEqualTo(new UsageSums(3, charge.times(3), 3 * ((1L << 50) - 1), 3 * (1L << 49), 0, 0, 0, 0));
    }

    @ParameterizedTest
    @CsvSource({ "200,answered,0", "399,answered,0", "400,answered,1", "503,answered,1", "200,client_gone,1",
            "504,timed_out,1", "'',hedge_lost,0", "4000,answered,0" })
    void errorsAreCounted(String status, String outcome, long errors) {
        settle("0", alice("status", status, "outcome", outcome));

        assertThat(only(Granularity.HOUR).sums().errors()).isEqualTo(errors);
    }

    @Test
    void I6_lostCallIsCountedAtWhatItHeldAndAsEstimated() {
        Ticket ticket = hold(new LedgerEntry(ALICE));
        accounts().extendLease(this.organisation, ticket, Duration.ZERO);
        accounts().expire(this.organisation, 10);
        settle("0.01", alice("estimated", "1"));
        settle("0.02", alice("estimated", "0"));

        assertThat(only(Granularity.HOUR).sums()).isEqualTo(new UsageSums(3, Money.parse("0.33"), 0, 0, 0, 0, 0, 2));
    }

    @Test
    void I3_restoredCallIsCounted() {
        accounts().balances(this.organisation, List.of());
        accounts().restore(new Settlement(this.organisation, ticket(), Money.parse("0.12"), new LedgerEntry(ALICE)),
                List.of());

        assertThat(only(Granularity.HOUR).sums().charge()).isEqualTo(Money.parse("0.12"));
    }

    @Test
    void C3_callIsCountedOnceHoweverOftenItIsSettledAndNotWhenReleased() {
        Ticket settled = hold(LedgerEntry.EMPTY);
        for (int i = 0; i < 3; i++) {
            accounts().settle(new Settlement(this.organisation, settled, Money.parse("0.12"), new LedgerEntry(ALICE)));
        }
        accounts().release(this.organisation, hold(new LedgerEntry(ALICE)));

        assertThat(only(Granularity.HOUR).sums().calls()).isEqualTo(1);
    }

    @Test
    void whatAnEntryDoesNotSayIsEmpty() {
        settle("0.12", Map.of());

        assertThat(only(Granularity.DAY).key()).isEqualTo(new UsageKey("", "", "", "", "", ""));
        assertThat(rows(Granularity.TAG)).isEmpty();
    }

    @Test
    void S6_namesThatLookAlikeAreToldApart() {
        List<String> names = List.of("a|b", "a\",\"b", "a\\", "a/", "\u00e9\n", "a,b", "A,B");
        names.forEach((name) -> settle("0.01", Map.of("consumer", name, "model", name)));

        assertThat(rows(Granularity.HOUR)).extracting((row) -> row.key().consumer())
            .containsExactlyInAnyOrderElementsOf(names);
    }

    @Test
    void callCountsOnceUnderEachOfItsTags() {
        settle("0.12", alice("tags", "nightly,,nightly,beta", "usage", "{\"input_tokens\":3,\"output_tokens\":5}",
                "status", "500"));
        settle("0.01", alice("tags", "beta"));

        assertThat(rows(Granularity.TAG)).extracting(UsageRow::key, UsageRow::sums)
            .containsExactlyInAnyOrder(
                    tuple(new UsageKey("alice", "", "", "", "", "nightly"),
                            new UsageSums(1, Money.parse("0.12"), 3, 0, 5, 0, 0, 0)),
                    tuple(new UsageKey("alice", "", "", "", "", "beta"),
                            new UsageSums(2, Money.parse("0.13"), 3, 0, 5, 0, 0, 0)));
    }

    @Test
    void atMost8TagsOfACallAreCounted() {
        settle("0.01", alice("tags", "1,2,3,4,5,6,7,8,9,10"));

        assertThat(rows(Granularity.TAG)).extracting((row) -> row.key().tag())
            .containsExactlyInAnyOrder("1", "2", "3", "4", "5", "6", "7", "8");
    }

    @ParameterizedTest
    @EnumSource
    void otherPeriodsAndOrganisationsHaveNone(Granularity granularity) {
        settle("0.12", alice("tags", "beta"));
        Instant now = Instant.now();

        assertThat(read(book(this.organisation).rollups(granularity, now.minus(Duration.ofDays(9)),
                now.minus(Duration.ofDays(2)))))
            .isEmpty();
        assertThat(read(book(this.organisation).rollups(granularity, now.plus(Duration.ofDays(2)),
                now.plus(Duration.ofDays(9)))))
            .isEmpty();
        assertThat(read(book(new Organisation("nobody")).rollups(granularity, Instant.EPOCH, Instant.MAX))).isEmpty();
        assertThat(read(book(this.organisation).rollups(granularity, Instant.MIN, Instant.MAX))).hasSize(1);
    }

    @Test
    void entriesAreHandedOverInTheOrderWritten() {
        int entries = 2_100;
        for (int i = 0; i < entries; i++) {
            accounts().hold(new HoldRequest(this.organisation, numbered(i), List.of(), LEASE, LedgerEntry.EMPTY));
            accounts().settle(new Settlement(this.organisation, numbered(i), new Money(i),
                    new LedgerEntry(Map.of("note", "entry " + i))));
        }
        List<LedgerRecord> records = new ArrayList<>();

        assertThat(read(book(this.organisation).entries(Instant.MIN, Instant.MAX, records::add))).isEqualTo(entries);
        assertThat(records).hasSize(entries);
        for (int i = 0; i < entries; i++) {
            LedgerRecord record = records.get(i);
            assertThat(record.ticket()).isEqualTo(numbered(i));
            assertThat(record.charge()).isEqualTo(new Money(i));
            assertThat(record.entry().fields()).isEqualTo(Map.of("note", "entry " + i));
        }
        Instant middle = records.get(entries / 2).at();
        List<LedgerRecord> before = new ArrayList<>();
        List<LedgerRecord> after = new ArrayList<>();
        book(this.organisation).entries(Instant.EPOCH, middle, before::add);
        book(this.organisation).entries(middle, Instant.now().plus(Duration.ofDays(1)), after::add);
        assertThat(before).allMatch((record) -> record.at().isBefore(middle));
        before.addAll(after);
        assertThat(before).isEqualTo(records);
    }

    @Test
    void entrySaysWhatItWasAndWhy() {
        Ticket ticket = hold(LedgerEntry.EMPTY);
        LedgerEntry entry = new LedgerEntry(alice("note", "two\nlines"));
        Settled settled = (Settled) accounts()
            .settle(new Settlement(this.organisation, ticket, Money.parse("0.12"), entry));
        List<LedgerRecord> records = new ArrayList<>();

        book(this.organisation).entries(Instant.EPOCH, Instant.MAX, records::add);

        LedgerRecord record = records.getFirst();
        assertThat(record).isEqualTo(new LedgerRecord(settled.entryId(), record.at(), ticket, "settled",
                Money.parse("0.12"), Money.parse("0.30"), entry));
        assertThat(Duration.between(record.at(), Instant.now()).abs()).isLessThan(Duration.ofMinutes(1));
    }

    protected Organisation organisation() {
        return this.organisation;
    }

    protected void settle(String charge, Map<String, String> fields) {
        assertThat(accounts().settle(new Settlement(this.organisation, hold(LedgerEntry.EMPTY), Money.parse(charge),
                new LedgerEntry(fields))))
            .isInstanceOf(Settled.class);
    }

    protected List<UsageRow> rows(Granularity granularity) {
        Instant now = Instant.now();
        return read(book(this.organisation).rollups(granularity, now.minus(Duration.ofDays(1)),
                now.plus(Duration.ofDays(1))));
    }

    protected static Map<String, String> alice(String... namesAndValues) {
        Map<String, String> fields = new HashMap<>(ALICE);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return fields;
    }

    private UsageRow only(Granularity granularity) {
        List<UsageRow> rows = rows(granularity);
        assertThat(rows).hasSize(1);
        return rows.getFirst();
    }

    private Ticket hold(LedgerEntry entry) {
        Ticket ticket = ticket();
        Account account = Account.ofMoney(new AccountName(ticket.value()), Money.parse("1"), List.of(Window.ALWAYS));
        HoldRequest request = new HoldRequest(this.organisation, ticket,
                List.of(AccountHold.of(account, Money.parse("0.30"))), LEASE, entry);
        assertThat(accounts().hold(request)).isInstanceOf(Held.class);
        return ticket;
    }

    private static <T> T read(UsageResult<T> result) {
        assertThat(result).isInstanceOf(Read.class);
        return ((Read<T>) result).value();
    }

    private static Ticket ticket() {
        return Ticket.random(RANDOM);
    }

    private static Ticket numbered(int number) {
        return new Ticket("%032x".formatted(number));
    }

}
