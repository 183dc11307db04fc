package llmgateway.metrics.accounting;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import llmgateway.core.call.Endpoint;
import llmgateway.core.call.Way;
import llmgateway.core.ledger.AdmittedCall;
import llmgateway.core.money.Money;
import llmgateway.core.price.Price;
import llmgateway.core.price.Price.Schedule;
import llmgateway.core.price.Rates;
import llmgateway.core.upstream.AttemptOutcome;
import llmgateway.core.upstream.AttemptOutcome.Answered;
import llmgateway.core.upstream.AttemptOutcome.Broken;
import llmgateway.core.upstream.AttemptOutcome.ClientGone;
import llmgateway.core.upstream.AttemptOutcome.TimedOut;
import llmgateway.core.upstream.AttemptOutcome.Unreachable;
import llmgateway.core.usage.AnswerReading;
import llmgateway.core.usage.DeliveredText;
import llmgateway.core.usage.Meter;
import llmgateway.core.usage.Usage;
import llmgateway.core.usage.UsageReading;
import llmgateway.metrics.accounting.AccountingSettings.Charging;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ChargeRuleTest {

    private static final Usage USAGE = Usage.ofTokens(1000, 500);

    private static final Money COST = Money.parse("0.006");

    private static final UsageReading UNUSABLE = new UsageReading.Unusable("negative");

    @Test
    void releasesWhatReachedNoProviderWhateverIsRead() {
        for (AnswerReading answer : new AnswerReading[] { AnswerReading.NOTHING, Calls.reported(USAGE),
                Calls.answer(UNUSABLE, true) }) {
            assertThat(charge(new Unreachable(), answer)).isEqualTo(new Charge.Released());
        }
    }

    @Test
    void P3_releasesAHedgeThatWasLostBeforeItWasSent() {
        assertThat(charge(new AttemptOutcome.HedgeLost(false), AnswerReading.NOTHING)).isEqualTo(new Charge.Released());
        assertThat(charge(new AttemptOutcome.HedgeLost(true), AnswerReading.NOTHING).amount())
            .isEqualTo(Calls.RESERVED);
    }

    @ParameterizedTest
    @ValueSource(ints = { 301, 400, 401, 404, 429, 500, 502, 529 })
    void chargesNothingForAnAnswerThatIsNoSuccess(int status) {
        assertThat(charge(new Answered(status), Calls.absent())).isEqualTo(new Charge.Unbilled());
        assertThat(charge(new Answered(status), Calls.reported(USAGE))).isEqualTo(new Charge.Unbilled());
        assertThat(charge(new Answered(status), Calls.answer(UNUSABLE, true))).isEqualTo(new Charge.Unbilled());
    }

    @Test
    void chargesNothingForAnErrorThatCameWithASuccessfulStatusAndNoUsage() {
        assertThat(charge(new Answered(200), Calls.answer(new UsageReading.Absent(), true)))
            .isEqualTo(new Charge.Unbilled());
        assertThat(charge(new Answered(200), Calls.answer(new UsageReading.Reported(USAGE), true)))
            .as("the provider counted before it failed")
            .isEqualTo(new Charge.Metered(USAGE, COST));
        assertThat(charge(new Answered(200), Calls.answer(UNUSABLE, true))).as("something ran")
            .isInstanceOf(Charge.Reserved.class);
    }

    @ParameterizedTest
    @MethodSource("outcomesThatMayHaveRun")
    void chargesTheReportedUsageAtThePriceOfAdmission(AttemptOutcome outcome) {
        assertThat(charge(outcome, Calls.reported(USAGE))).isEqualTo(new Charge.Metered(USAGE, COST));
    }

    @ParameterizedTest
    @MethodSource("outcomesThatMayHaveRun")
    void E11_usageThatIsAbsentOrCannotBeIsChargedAtWhatWasReserved(AttemptOutcome outcome) {
        assertThat(charge(outcome, Calls.absent()))
            .isInstanceOfSatisfying(Charge.Reserved.class,
                    (reserved) -> assertThat(reserved.cost()).isEqualTo(Calls.RESERVED))
            .satisfies((charge) -> assertThat(charge.usage()).isEmpty());
        assertThat(charge(outcome, Calls.answer(UNUSABLE, false))).isInstanceOfSatisfying(Charge.Reserved.class,
                (reserved) -> assertThat(reserved.why()).contains("negative"));
    }

    @ParameterizedTest
    @MethodSource("outcomesThatMayHaveRun")
    void E11_zeroIsHonoured(AttemptOutcome outcome) {
        assertThat(charge(outcome, Calls.reported(Usage.NONE))).isEqualTo(new Charge.Metered(Usage.NONE, Money.ZERO));
    }

    @Test
    void E11_absurdUsageIsChargedInFull() {
        Usage absurd = Usage.ofTokens(1_000_000_000, 1_000_000_000);

        assertThat(charge(new Answered(200), Calls.reported(absurd)).amount()).isEqualTo(Money.parse("10000"));
    }

    @Test
    void E11_usageBeyondAllMoneyIsNoUsage() {
        assertThat(charge(new Answered(200), Calls.reported(Usage.ofTokens(Long.MAX_VALUE, 1))).amount())
            .isEqualTo(Calls.RESERVED);
        assertThat(charge(new Answered(200), Calls.reported(Usage.ofTokens(0, Long.MAX_VALUE))))
            .isInstanceOf(Charge.Reserved.class);
    }

    @Test
    void P18_aClientThatHungUpPaysWhatTheProviderBills() {
        assertThat(charge(new ClientGone(), Calls.reported(USAGE)).amount()).isEqualTo(COST);
        assertThat(charge(new ClientGone(), AnswerReading.NOTHING).amount()).isEqualTo(Calls.RESERVED);
    }

    @ParameterizedTest
    @MethodSource("outcomesOfWhatBrokeOff")
    void E8_usageThatWasStillGrowingWhenTheAnswerBrokeOffIsNotTheLastWord(AttemptOutcome outcome) {
        AnswerReading partial = new AnswerReading(new UsageReading.Reported(USAGE), Optional.empty(), Optional.empty(),
                false, false, DeliveredText.NONE);
        AnswerReading large = new AnswerReading(new UsageReading.Reported(Usage.ofTokens(1_000_000, 0)),
                Optional.empty(), Optional.empty(), false, false, DeliveredText.NONE);

        assertThat(charge(outcome, partial)).isInstanceOf(Charge.Reserved.class);
        assertThat(charge(outcome, partial).amount()).isEqualTo(Calls.RESERVED);
        assertThat(charge(outcome, large).amount()).as("more than R already").isEqualTo(Money.parse("2"));
    }

    @Test
    void anOpenAiStreamThatEndsWithoutDoneHasToldItsUsageAllTheSame() {
        AnswerReading ended = new AnswerReading(new UsageReading.Reported(USAGE), Optional.empty(), Optional.empty(),
                false, false, DeliveredText.NONE);

        assertThat(charge(new Answered(200), ended).amount()).isEqualTo(COST);
    }

    @Test
    void P7_anAnthropicStreamThatEndsWithoutItsLastEventHasNot() {
        AnswerReading ended = new AnswerReading(new UsageReading.Reported(USAGE), Optional.empty(), Optional.empty(),
                false, false, DeliveredText.NONE);

        assertThat(Calls.RULE.charge(Calls.anthropic(), new Answered(200), ended).amount()).isEqualTo(Calls.RESERVED);
    }

    @Test
    void P6_cachedTokensCostTheirOwnRateOnce() {
        Usage cached = new Usage(
                Map.of(Meter.INPUT_TOKENS, 100L, Meter.CACHED_INPUT_TOKENS, 900L, Meter.OUTPUT_TOKENS, 10L));

        assertThat(charge(new Answered(200), Calls.reported(cached)).amount()).isEqualTo(Money.parse("0.00073"));
    }

    @Test
    void P8_theTierThatTheProviderBilledByIsPricedAsItWasAtAdmission() {
        Price tiered = new Price(Calls.PRICE.standard(), Map.of("default",
                new Schedule(Price.of(new Rates(Map.of(Meter.INPUT_TOKENS, 9_000_000_000L))).standard().steps())));
        AdmittedCall call = Calls.admitted(Calls.TICKET, Endpoint.CHAT_COMPLETIONS, Way.DIRECT, tiered, Calls.RESERVED);

        assertThat(Calls.RULE.charge(call, new Answered(200), Calls.reported(Usage.ofTokens(1000, 0))).amount())
            .isEqualTo(Money.parse("0.009"));
        AnswerReading untold = new AnswerReading(new UsageReading.Reported(Usage.ofTokens(1000, 0)), Optional.empty(),
                Optional.empty(), true, false, DeliveredText.NONE);
        assertThat(Calls.RULE.charge(call, new Answered(200), untold).amount()).isEqualTo(Money.parse("0.002"));
    }

    @ParameterizedTest
    @MethodSource("outcomesThatMayHaveRun")
    void endpointsThatCostNothingAreChargedNothingWithoutUsage(AttemptOutcome outcome) {
        AdmittedCall call = Calls.admitted(Calls.TICKET, Endpoint.COUNT_TOKENS, Way.DIRECT, Price.FREE, Money.ZERO);

        assertThat(Calls.RULE.charge(call, outcome, Calls.absent()).amount()).isEqualTo(Money.ZERO);
    }

    @ParameterizedTest
    @MethodSource("outcomesOfWhatBrokeOff")
    void U5_aStreamCutShortIsChargedItsInputAsEstimatedAndWhatItDelivered(AttemptOutcome outcome) {
        assertThat(charge(outcome, cutAfter(new UsageReading.Absent(), "one two three")))
            .isInstanceOfSatisfying(Charge.Counted.class, (counted) -> {
                assertThat(counted.used()).isEqualTo(Usage.ofTokens(5000, 3));
                assertThat(counted.cost()).isEqualTo(Money.parse("0.010024"));
                assertThat(counted.isEstimated()).isTrue();
                assertThat(counted.usage()).contains(counted.used());
            });
    }

    @Test
    void U5_whatTheProviderSaidOfACutStreamCountsForItsInput() {
        Usage begun = new Usage(
                Map.of(Meter.INPUT_TOKENS, 10L, Meter.CACHED_INPUT_TOKENS, 90L, Meter.OUTPUT_TOKENS, 1L));
        AnswerReading cut = cutAfter(new UsageReading.Reported(begun), "one two three");

        assertThat(Calls.RULE.charge(Calls.anthropic(), new ClientGone(), cut).usage())
            .contains(begun.with(Meter.OUTPUT_TOKENS, 3));
        assertThat(Calls.RULE.charge(Calls.anthropic(), new ClientGone(), cutAfter(cut.usage(), "one")).usage())
            .contains(begun);
    }

    @Test
    void U5_aStreamThatEndsInAnErrorIsChargedWhatItDeliveredBefore() {
        AnswerReading failed = new AnswerReading(new UsageReading.Absent(), Optional.empty(), Optional.empty(), false,
                true, new DeliveredText("one two three", 13));

        assertThat(charge(new Answered(200), failed)).isInstanceOfSatisfying(Charge.Counted.class,
                (counted) -> assertThat(counted.used()).isEqualTo(Usage.ofTokens(5000, 3)));
        assertThat(Calls.rule(new AccountingSettings(Charging.RESERVED, Charging.RESERVED))
            .charge(Calls.direct(), new Answered(200), failed)
            .amount()).isEqualTo(Calls.RESERVED);
        assertThat(charge(new Answered(500), failed)).as("refused with a status").isEqualTo(new Charge.Unbilled());
    }

    @Test
    void U5_aCutStreamNeverCostsMoreThanWasReserved() {
        AnswerReading endless = cutAfter(new UsageReading.Absent(), "word ".repeat(100_000));
        AdmittedCall cheap = Calls.admitted(Calls.TICKET, Endpoint.CHAT_COMPLETIONS, Way.RELAY, Calls.PRICE,
                Money.parse("0.01"));

        assertThat(charge(new Broken(), endless).usage()).contains(Calls.WORST_CASE);
        assertThat(Calls.RULE.charge(cheap, new Broken(), endless).amount()).isEqualTo(Money.parse("0.01"));
    }

    @Test
    void E8_whereNothingWasDeliveredWhatWasReservedIsCharged() {
        assertThat(charge(new ClientGone(), cutAfter(new UsageReading.Absent(), "")))
            .isInstanceOf(Charge.Reserved.class);
        assertThat(charge(new Broken(), cutAfter(UNUSABLE, "one two"))).isInstanceOf(Charge.Reserved.class);
    }

    @Test
    void whatIsChargedWithoutUsageCanBeSet() {
        ChargeRule other = Calls.rule(new AccountingSettings(Charging.RESERVED, Charging.COUNTED));
        AnswerReading cut = cutAfter(new UsageReading.Absent(), "one two three");
        AnswerReading whole = Calls.absent().withDelivered(cut.delivered());

        assertThat(other.charge(Calls.direct(), new Broken(), cut)).isInstanceOf(Charge.Reserved.class);
        assertThat(other.charge(Calls.direct(), new Answered(200), whole).amount()).isEqualTo(Money.parse("0.010024"));
        assertThat(charge(new Answered(200), whole)).isInstanceOf(Charge.Reserved.class);
    }

    private static AnswerReading cutAfter(UsageReading usage, String text) {
        return new AnswerReading(usage, Optional.empty(), Optional.empty(), false, false,
                new DeliveredText(text, text.length()));
    }

    static Stream<AttemptOutcome> outcomesThatMayHaveRun() {
        return Stream.of(new Answered(200), new Answered(201), new Broken(), new TimedOut(), new ClientGone(),
                new AttemptOutcome.HedgeLost(true));
    }

    static Stream<AttemptOutcome> outcomesOfWhatBrokeOff() {
        return Stream.of(new Broken(), new TimedOut(), new ClientGone(), new AttemptOutcome.HedgeLost(true));
    }

    private static Charge charge(AttemptOutcome outcome, AnswerReading answer) {
        return Calls.RULE.charge(Calls.direct(), outcome, answer);
    }

}
