package llmgateway.budget.limit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import llmgateway.budget.account.AccountHold;
import llmgateway.budget.account.AccountName;
import llmgateway.budget.account.Accounts;
import llmgateway.budget.account.HoldRequest;
import llmgateway.budget.account.HoldResult;
import llmgateway.core.ledger.LedgerEntry;
import llmgateway.budget.account.Organisation;
import llmgateway.budget.account.Settlement;
import llmgateway.budget.account.Unit;
import llmgateway.budget.account.memory.InMemoryAccounts;
import llmgateway.budget.limit.Allowance.ConcurrentCalls;
import llmgateway.budget.limit.Allowance.Requests;
import llmgateway.budget.limit.Allowance.Spend;
import llmgateway.budget.window.CalendarUnit;
import llmgateway.budget.window.Period;
import llmgateway.core.call.Caller;
import llmgateway.core.call.Ticket;
import llmgateway.core.model.CatalogueModel;
import llmgateway.core.model.NamePattern;
import llmgateway.core.money.Money;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LimitSettingsTest {

    private static final Organisation ORGANISATION = new Organisation("acme");

    private static final Requests REQUESTS = new Requests(new Rate(10, Duration.ofMinutes(1)));

    private static final Instant NOW = Instant.parse("2026-11-23T21:40:00Z");

    private final RandomGenerator random = new SplittableRandom(1);

    private final Accounts accounts = new InMemoryAccounts(InstantSource.fixed(NOW), Duration.ofHours(1), (line) -> {
    });

    @Test
    void allLimitsOfACallApplyTogetherEachForItsSubject() {
        LimitSettings settings = settings(
                Stream.of(LimitBy.values()).map((by) -> limit(by.name(), by, REQUESTS)).toList());

        assertThat(names(settings.appliedTo(subjects("alice", "gpt-4o")))).containsExactly(
                "CONSUMER:requests:consumer:alice", "CONSUMER_GROUP:requests:consumer_group:team",
                "ROUTE:requests:route:r1", "MODEL:requests:model:gpt-4o",
                "PROVIDER_KEY:requests:provider_key:env%003aKEY", "ORGANISATION:requests:organisation:");
    }

    @Test
    void limitsOnWhatACallDoesNotHaveDoNotApplyButUnknownConsumersCountAsOne() {
        LimitSettings settings = settings(
                Stream.of(LimitBy.values()).map((by) -> limit(by.name(), by, REQUESTS)).toList());

        assertThat(names(settings.appliedTo(new Subjects(Caller.UNKNOWN, Optional.empty(), Optional.empty()))))
            .containsExactly("CONSUMER:requests:consumer:", "ORGANISATION:requests:organisation:");
    }

    @Test
    void E4_globsMatchTheNameInTheCatalogue() {
        LimitSettings settings = settings(
                List.of(limit("mini", LimitBy.CONSUMER, REQUESTS, "gpt-*-mini", "claude-haiku"),
                        limit("any", LimitBy.CONSUMER, REQUESTS, "*"), limit("all", LimitBy.CONSUMER, REQUESTS)));

        assertThat(limitNames(settings.appliedTo(subjects("alice", "gpt-4o-mini")))).containsExactly("mini", "any",
                "all");
        assertThat(limitNames(settings.appliedTo(subjects("alice", "claude-haiku")))).containsExactly("mini", "any",
                "all");
        assertThat(limitNames(settings.appliedTo(subjects("alice", "gpt-4o")))).containsExactly("any", "all");
        assertThat(limitNames(settings.appliedTo(new Subjects(caller("alice"), Optional.empty(), Optional.empty()))))
            .containsExactly("all");
    }

    @Test
    void ownLimitsReplaceDefaultsOfTheSameNameAndLeaveTheOthers() {
        LimitSettings defaults = settings(
                List.of(limit("a", LimitBy.CONSUMER, REQUESTS), limit("b", LimitBy.CONSUMER, REQUESTS)));
        Limit own = limit("a", LimitBy.CONSUMER, new ConcurrentCalls(3));
        Limit another = limit("c", LimitBy.ROUTE, REQUESTS);

        assertThat(settings(List.of(own, another)).over(defaults).limits()).containsExactly(own,
                defaults.limits().get(1), another);
    }

    @Test
    void moneyIsHeldOnEverySpendCapAndOneSlotOnEveryLimitOfConcurrentCalls() {
        List<ApplicableLimit> limits = settings(List.of(limit("rate", LimitBy.CONSUMER, REQUESTS),
                limit("month", LimitBy.CONSUMER, monthly("10")), limit("slots", LimitBy.ROUTE, new ConcurrentCalls(4)),
                limit("total", LimitBy.ORGANISATION,
                        new Spend(Money.parse("99"), new Period.Total(), WarningLevels.DEFAULT))))
            .appliedTo(subjects("alice", "gpt-4o"));

        List<AccountHold> holds = ApplicableLimit.holdsOn(limits, Money.parse("0.25"), NOW);

        assertThat(holds).extracting((hold) -> hold.account().name().value())
            .containsExactly("month:month:consumer:alice", "slots:concurrent_calls:route:r1",
                    "total:total:organisation:");
        assertThat(holds).extracting(AccountHold::amount).containsExactly(250_000_000L, 1L, 250_000_000L);
        assertThat(holds).extracting((hold) -> hold.account().unit())
            .containsExactly(Unit.NANO_DOLLARS, Unit.CALLS, Unit.NANO_DOLLARS);
        assertThat(holds).extracting((hold) -> hold.account().cap())
            .containsExactly(10_000_000_000L, 4L, 99_000_000_000L);
        assertThat(hold(holds)).isInstanceOf(HoldResult.Held.class);
    }

    @Test
    void P17_oneConsumersSpendingLeavesAnothersBudgetWhole() {
        LimitSettings settings = settings(List.of(limit("budget", LimitBy.CONSUMER, monthly("1"))));

        spend(settings, "alice", "1");

        assertThat(tryHold(settings, "alice")).isInstanceOf(HoldResult.Refused.class);
        assertThat(tryHold(settings, "bob")).isInstanceOf(HoldResult.Held.class);
    }

    @Test
    void C5_P17_anEditedCapCountsAtOnceAndKeepsWhatWasUsed() {
        spend(settings(List.of(limit("budget", LimitBy.CONSUMER, monthly("1")))), "alice", "0.60");

        LimitSettings lowered = settings(List.of(limit("budget", LimitBy.CONSUMER, monthly("0.60"))));
        LimitSettings raised = settings(List.of(limit("budget", LimitBy.CONSUMER, monthly("2"))));

        assertThat(tryHold(lowered, "alice")).isInstanceOf(HoldResult.Refused.class);
        assertThat(tryHold(raised, "alice")).isInstanceOfSatisfying(HoldResult.Held.class,
                (held) -> assertThat(held.balances().getFirst().used()).isEqualTo(600_000_000L));
    }

    @Test
    void countsTheAccountsThatOneCallMayNeedNotThoseOfAllModels() {
        List<Limit> onePerModel = IntStream.range(0, 40)
            .mapToObj((i) -> limit("m" + i, LimitBy.CONSUMER, monthly("1"), "model-" + i))
            .toList();
        Limit glob = limit("glob", LimitBy.CONSUMER, monthly("1"), "model-1*");
        Limit all = limit("all", LimitBy.CONSUMER, new ConcurrentCalls(1));
        Limit rate = limit("rate", LimitBy.CONSUMER, REQUESTS);

        assertThat(settings(onePerModel).mostAccountsOfACall()).isEqualTo(1);
        assertThat(settings(Stream.concat(onePerModel.stream(), Stream.of(glob, all, rate)).toList())
            .mostAccountsOfACall()).isEqualTo(3);
        assertThat(settings(List.of(glob, all, rate)).mostAccountsOfACall()).isEqualTo(2);
        assertThat(LimitSettings.NONE.mostAccountsOfACall()).isZero();
    }

    private void spend(LimitSettings settings, String consumer, String usd) {
        Ticket ticket = Ticket.random(this.random);
        Money charge = Money.parse(usd);
        List<AccountHold> holds = ApplicableLimit.holdsOn(settings.appliedTo(subjects(consumer, "gpt-4o")), charge,
                NOW);
        this.accounts.hold(new HoldRequest(ORGANISATION, ticket, holds, Duration.ofMinutes(1), LedgerEntry.EMPTY));
        this.accounts.settle(new Settlement(ORGANISATION, ticket, charge, LedgerEntry.EMPTY));
    }

    private HoldResult tryHold(LimitSettings settings, String consumer) {
        return hold(
                ApplicableLimit.holdsOn(settings.appliedTo(subjects(consumer, "gpt-4o")), Money.parse("0.01"), NOW));
    }

    private HoldResult hold(List<AccountHold> holds) {
        return this.accounts.hold(new HoldRequest(ORGANISATION, Ticket.random(this.random), holds,
                Duration.ofMinutes(1), LedgerEntry.EMPTY));
    }

    private static List<String> names(List<ApplicableLimit> limits) {
        return limits.stream().map(ApplicableLimit::account).map(AccountName::value).toList();
    }

    private static List<String> limitNames(List<ApplicableLimit> limits) {
        return limits.stream().map((applicable) -> applicable.limit().name()).toList();
    }

    private static Subjects subjects(String consumer, String model) {
        return new Subjects(caller(consumer), Optional.of(new CatalogueModel(model)), Optional.of("env:KEY"));
    }

    private static Caller caller(String consumer) {
        return new Caller(Optional.of(consumer), Optional.of("team"), Optional.of("r1"));
    }

    private static LimitSettings settings(List<Limit> limits) {
        return new LimitSettings(limits, ZoneOffset.UTC, OnRedisFailure.DENY, OptionalInt.empty(), true);
    }

    private static Limit limit(String name, LimitBy by, Allowance allowance, String... models) {
        return new Limit(name, by, Stream.of(models).map(NamePattern::new).toList(), allowance, OnRedisFailure.DENY,
                false);
    }

    private static Spend monthly(String usd) {
        return new Spend(Money.parse(usd), new Period.Calendar(CalendarUnit.MONTH, ZoneOffset.UTC),
                WarningLevels.DEFAULT);
    }

}
