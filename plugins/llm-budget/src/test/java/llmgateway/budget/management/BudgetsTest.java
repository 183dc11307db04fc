package llmgateway.budget.management;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import llmgateway.budget.account.HoldRequest;
import llmgateway.budget.account.Organisation;
import llmgateway.budget.account.Settlement;
import llmgateway.budget.account.memory.InMemoryAccounts;
import llmgateway.budget.admission.LimitsInUse;
import llmgateway.budget.limit.ApplicableLimit;
import llmgateway.budget.limit.LimitSettings;
import llmgateway.budget.limit.Subjects;
import llmgateway.budget.limit.settings.LimitsReader;
import llmgateway.budget.limit.settings.LimitsReading;
import llmgateway.budget.override.MemoryOverrideStore;
import llmgateway.budget.override.Overrides;
import llmgateway.budget.rate.memory.InMemoryRateBuckets;
import llmgateway.core.call.Caller;
import llmgateway.core.call.Ticket;
import llmgateway.core.ledger.LedgerEntry;
import llmgateway.core.ledger.LedgerRecord;
import llmgateway.core.ledger.LedgerSpan;
import llmgateway.core.ledger.UsageBook;
import llmgateway.core.ledger.UsageResult;
import llmgateway.core.ledger.UsageRow;
import llmgateway.core.model.CatalogueModel;
import llmgateway.core.money.Money;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

class BudgetsTest {

    private static final Organisation ORGANISATION = new Organisation("acme");

    private final Random random = new Random(20261126);

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-24T12:00:00Z"));

    private final InMemoryAccounts accounts = new InMemoryAccounts(this.now::get, Duration.ofHours(2), (line) -> {
    });

    private final LimitsInUse inUse = new LimitsInUse();

    private final AtomicReference<LimitSettings> set = new AtomicReference<>(LimitSettings.NONE);

    private Budgets budgets(UsageBook usage) {
        Overrides overrides = new Overrides();
        return new Budgets(this.inUse,
                new BudgetManagement(ORGANISATION, this.accounts, new InMemoryRateBuckets(() -> 0),
                        new MemoryOverrideStore(), overrides, () -> List.of(this.set.get()), () -> true, this.now::get),
                usage, this.now::get);
    }

    private List<BudgetStanding> standings() {
        return budgets(this.accounts.usageBook(ORGANISATION)).standings().orElseThrow();
    }

    @Test
    void listsWhatCallsCameUnderWithTheLeastLeftFirst() {
        limits("""
                {"limits": {"budget": {"limit_by": "consumer", "usd": 10, "per": "month"},
                            "parallel": {"limit_by": "consumer", "concurrent_calls": 4}}}""");
        spend("ann", "gpt-4o", "2");
        spend("bob", "gpt-4o", "9");
        hold("ann", "1");

        assertThat(standings()).extracting((standing) -> standing.status().limit().account().value())
            .containsExactly("budget:month:consumer:bob", "budget:month:consumer:ann",
                    "parallel:concurrent_calls:consumer:ann", "parallel:concurrent_calls:consumer:bob");
        LimitStatus ann = standings().get(1).status();
        assertThat(List.of(ann.used(), ann.held(), ann.left())).containsExactly(2_000_000_000L, 1_000_000_000L,
                7_000_000_000L);
        assertThat(ann.limit().subject()).isEqualTo("ann");
    }

    @Test
    void tellsWhenABudgetRunsOutAtThePresentRate() {
        limits("{\"limits\": {\"budget\": {\"limit_by\": \"consumer\", \"usd\": 10, \"per\": \"month\"}}}");
        spend("ann", "gpt-4o", "4");
        pass(Duration.ofMinutes(90));
        spend("ann", "gpt-4o-mini", "1");

        BudgetStanding ann = standings().getFirst();

        // 13:30: a dollar since 13:00, and half of the four in the hour before.
        assertThat(ann.spentInLastHour()).contains(Money.parse("3"));
        // Five are left, at three an hour.
        assertThat(ann.runsOutAt()).contains(Instant.parse("2026-11-24T15:10:00Z"));
    }

    @Test
    void aBudgetThatIsThereAnewBeforeItRunsOutDoesNotRunOut() {
        limits("{\"limits\": {\"budget\": {\"limit_by\": \"consumer\", \"usd\": 100, \"per\": \"day\"}}}");
        spend("ann", "gpt-4o", "1");

        assertThat(standings().getFirst().spentInLastHour()).contains(Money.parse("1"));
        assertThat(standings().getFirst().runsOutAt()).isEmpty();
    }

    @Test
    void countsTheSpendingOfThoseAndOfTheModelsThatALimitIsFor() {
        limits("""
                {"limits": {"all": {"limit_by": "organisation", "usd": 100, "per": "total"},
                            "minis": {"limit_by": "consumer_group", "models": ["*-mini"], "usd": 100, "per": "total"}}}""");
        spend("ann", "gpt-4o", "2");
        spend("bob", "gpt-4o-mini", "1");

        assertThat(standings())
            .extracting((standing) -> standing.status().limit().limit().name(), BudgetStanding::spentInLastHour,
                    BudgetStanding::runsOutAt)
            .containsExactly(
                    tuple("all", Optional.of(Money.parse("3")), Optional.of(Instant.parse("2026-11-25T20:20:00Z"))),
                    tuple("minis", Optional.of(Money.parse("1")), Optional.of(Instant.parse("2026-11-28T15:00:00Z"))));
    }

    @Test
    void aSoftBudgetStandsAgainstTheAmountItWarnsOf() {
        limits("""
                {"limits": {"watch": {"limit_by": "consumer", "usd": 10, "per": "month", "soft": true}}}""");
        spend("ann", "gpt-4o", "12");

        LimitStatus status = standings().getFirst().status();

        assertThat(List.of(status.allowed(), status.used(), status.left())).containsExactly(10_000_000_000L,
                12_000_000_000L, 0L);
        assertThat(standings().getFirst().runsOutAt()).as("it has").contains(this.now.get());
    }

    @Test
    void aLimitThatIsNoLongerSetIsNotListed() {
        limits("{\"limits\": {\"old\": {\"limit_by\": \"consumer\", \"usd\": 10, \"per\": \"month\"}}}");
        spend("ann", "gpt-4o", "1");
        limits("{\"limits\": {\"new\": {\"limit_by\": \"consumer\", \"usd\": 20, \"per\": \"month\"}}}");

        assertThat(standings()).isEmpty();
    }

    @Test
    void manyAreReadPageByPage() {
        limits("{\"limits\": {\"budget\": {\"limit_by\": \"consumer\", \"usd\": 1000, \"per\": \"month\"}}}");
        for (int i = 0; i < 250; i++) {
            spend("consumer-" + i, "gpt-4o", String.valueOf(i + 1));
        }

        assertThat(standings()).extracting((standing) -> standing.status().used() / 1_000_000_000)
            .hasSize(250)
            .startsWith(250L, 249L)
            .endsWith(2L, 1L);
    }

    @Test
    void I1_saysNothingWhereTheStoreIsAway() {
        assertThat(budgets(new UsageBook() {

            @Override
            public UsageResult<List<UsageRow>> rollups(Granularity granularity, Instant from, Instant to) {
                return new UsageResult.Away<>();
            }

            @Override
            public UsageResult<Long> entries(Instant from, Instant to, Consumer<LedgerRecord> record) {
                return new UsageResult.Away<>();
            }

            @Override
            public UsageResult<LedgerSpan> span() {
                return new UsageResult.Away<>();
            }

        }).standings()).isEmpty();
    }

    private void limits(String json) {
        this.set.set(((LimitsReading.Usable) new LimitsReader(LimitSettings.NONE).readJson(json)).settings());
    }

    private void pass(Duration time) {
        this.now.updateAndGet((before) -> before.plus(time));
    }

    private Ticket hold(String consumer, String usd) {
        return hold(consumer, "gpt-4o", usd);
    }

    private Ticket hold(String consumer, String model, String usd) {
        List<ApplicableLimit> limits = this.set.get()
            .appliedTo(new Subjects(new Caller(Optional.of(consumer), Optional.of("team"), Optional.empty()),
                    Optional.of(new CatalogueModel(model)), Optional.empty()));
        this.inUse.add(limits);
        Ticket ticket = Ticket.random(this.random);
        this.accounts.hold(
                new HoldRequest(ORGANISATION, ticket, ApplicableLimit.holdsOn(limits, Money.parse(usd), this.now.get()),
                        Duration.ofHours(1), LedgerEntry.EMPTY));
        return ticket;
    }

    private void spend(String consumer, String model, String usd) {
        this.accounts.settle(new Settlement(ORGANISATION, hold(consumer, model, usd), Money.parse(usd),
                new LedgerEntry(Map.of("consumer", consumer, "consumer_group", "team", "model", model))));
    }

}
