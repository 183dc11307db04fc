package llmgateway.budget.admission;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import llmgateway.budget.limit.LimitSettings;
import llmgateway.budget.override.LimitOverride;
import llmgateway.budget.settlement.Admission;
import llmgateway.core.call.Way;
import llmgateway.core.error.ErrorCode;
import llmgateway.core.error.Reject;
import llmgateway.core.http.Header;
import llmgateway.core.http.Headers;
import llmgateway.core.money.Money;
import llmgateway.core.price.Price;
import llmgateway.core.price.Rates;
import llmgateway.core.usage.Meter;
import llmgateway.core.usage.Usage;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AdmitterTest {

    private static final Usage SMALL = Usage.ofTokens(100, 50);

    private final AdmissionDesk desk = new AdmissionDesk();

    @Test
    void aCallWithoutLimitsGoesAndIsKnownToTheLedger() {
        Admittance.Admitted admitted = admitted(this.desk.admit("alice", SMALL, LimitSettings.NONE));

        assertThat(admitted.headers()).isEmpty();
        assertThat(admitted.call().reserved()).isEqualTo(Money.parse("0.0002"));
        this.desk.settle(admitted, "0.0001");
        assertThat(this.desk.ledger).singleElement()
            .satisfies((line) -> assertThat(line.charge()).isEqualTo(Money.parse("0.0001")));
    }

    @Test
    void holdsTheWorstCaseAndTellsWhatIsLeft() {
        LimitSettings limits = AdmissionDesk.limits("""
                {"limits": {"budget": {"limit_by": "consumer", "usd": 1, "per": "month"},
                            "calls": {"limit_by": "consumer", "requests": 60, "per": "minute"},
                            "tokens": {"limit_by": "consumer", "tokens": 1000, "per": "minute"}}}""");

        Headers headers = new Headers(admitted(this.desk.admit("alice", SMALL, limits)).headers());

        assertThat(this.desk.balance("alice", limits).held()).isEqualTo(Money.parse("0.0002").nanos());
        assertThat(headers.lines()).containsExactlyInAnyOrder(new Header("x-ratelimit-limit-requests", "60"),
                new Header("x-ratelimit-remaining-requests", "59"), new Header("x-ratelimit-reset-requests", "1s"),
                new Header("x-ratelimit-limit-tokens", "1000"), new Header("x-ratelimit-remaining-tokens", "850"),
                new Header("x-ratelimit-reset-tokens", "9s"), new Header("x-llm-budget-remaining-usd", "0.9998"));
    }

    @Test
    void E9_P4_anotherAttemptIsReservedAgainButIsNoOtherRequest() {
        LimitSettings limits = AdmissionDesk.limits("""
                {"limits": {"budget": {"limit_by": "consumer", "usd": 0.0005, "per": "month"},
                            "calls": {"limit_by": "consumer", "requests": 1, "per": "hour"}}}""");
        CallFacts call = CallsToAdmit.of("alice", SMALL, this.desk.now.get());
        Admittance.Admitted first = admitted(this.desk.admit(call, limits));
        this.desk.settle(first, "0.0002");

        Admittance.Admitted again = admitted(this.desk.admit(CallsToAdmit.again(first, call, "gpt-4o"), limits));

        assertThat(again.call().reserved()).isEqualTo(Money.parse("0.0002"));
        this.desk.settle(again, "0.0002");
        assertThat(refused(this.desk.admit(CallsToAdmit.again(again, call, "gpt-4o"), limits)).code())
            .isEqualTo(ErrorCode.INSUFFICIENT_QUOTA);
    }

    @Test
    void E9_aLimitOnTheRequestsOfAModelCountsTheCallThatComesToItByAFurtherAttempt() {
        LimitSettings limits = AdmissionDesk
            .limits("""
                    {"limits": {"claude": {"limit_by": "consumer", "requests": 1, "per": "hour", "models": ["claude"]}}}""");
        CallFacts call = CallsToAdmit.of("alice", SMALL, this.desk.now.get());
        Admittance.Admitted first = admitted(this.desk.admit(call, limits));
        Admittance.Admitted second = admitted(this.desk.admit(CallsToAdmit.again(first, call, "claude"), limits));

        admitted(this.desk.admit(CallsToAdmit.again(second, call, "claude"), limits));
        CallFacts another = CallsToAdmit.of("alice", SMALL, this.desk.now.get());
        Admittance.Admitted others = admitted(this.desk.admit(another, limits));
        assertThat(refused(this.desk.admit(CallsToAdmit.again(others, another, "claude"), limits)).code())
            .isEqualTo(ErrorCode.RATE_LIMIT_EXCEEDED);
    }

    @Test
    void E9_anAttemptBesideAnotherHoldsBesideIt() {
        LimitSettings limits = AdmissionDesk.limits("""
                {"limits": {"budget": {"limit_by": "consumer", "usd": 0.0005, "per": "month"},
                            "parallel": {"limit_by": "consumer", "concurrent_calls": 2},
                            "calls": {"limit_by": "consumer", "requests": 1, "per": "hour"}}}""");
        CallFacts call = CallsToAdmit.of("alice", SMALL, this.desk.now.get());
        Admittance.Admitted first = admitted(this.desk.admit(call, limits));
        Admittance.Admitted hedge = admitted(this.desk.admit(CallsToAdmit.again(first, call, "gpt-4o"), limits));

        refused(this.desk.admit(CallsToAdmit.again(hedge, call, "gpt-4o"), limits));
        this.desk.settle(hedge, "0");
        admitted(this.desk.admit(CallsToAdmit.again(hedge, call, "gpt-4o"), limits));
    }

    @Test
    void aSpentBudgetIsToldWithWhenItResetsAndNotToBeTriedAgain() {
        LimitSettings limits = AdmissionDesk.limits("""
                {"limits": {"team-budget": {"limit_by": "consumer_group", "usd": 0.0003, "per": "month"}},
                 "time_zone": "Europe/Berlin"}""");
        this.desk.settle(admitted(this.desk.admit("alice", SMALL, limits)), "0.0002");

        Reject reject = refused(this.desk.admit("bob", SMALL, limits));

        assertThat(reject.code()).isEqualTo(ErrorCode.INSUFFICIENT_QUOTA);
        assertThat(reject.status()).isEqualTo(429);
        assertThat(reject.message()).isEqualTo("The spend limit 'team-budget' of 0.0003 USD per month does not allow"
                + " this call: 0.0002 USD are spent, and the call may cost up to 0.0002 USD."
                + " The limit resets at 2026-11-30T23:00:00Z.");
        assertThat(reject.headers().first("x-llm-limit")).contains("team-budget");
        assertThat(reject.headers().first("retry-after")).contains(Long
            .toString(Duration.between(this.desk.now.get(), Instant.parse("2026-11-30T23:00:00Z")).toSeconds()));
        assertThat(this.desk.refusedBy).containsExactly("team-budget");
    }

    @Test
    void P1_aBudgetThatOnlyRunningCallsHoldIsToBeTriedAgainSoon() {
        LimitSettings limits = AdmissionDesk
            .limits("{\"limits\": {\"b\": {\"limit_by\": \"consumer\", \"usd\": 0.0003, \"per\": \"total\"}}}");
        Admittance.Admitted running = admitted(this.desk.admit("alice", SMALL, limits));

        Reject reject = refused(this.desk.admit("alice", SMALL, limits));
        this.desk.settle(running, "0.00001");

        assertThat(reject.code()).isEqualTo(ErrorCode.RATE_LIMIT_EXCEEDED);
        assertThat(reject.message()).contains("0.0002 USD are held by calls that still run");
        assertThat(reject.headers().first("retry-after")).contains("2");
        admitted(this.desk.admit("alice", SMALL, limits));
    }

    @Test
    void aRateLimitIsToldWithItsNameAndWhenToTryAgain() {
        LimitSettings limits = AdmissionDesk
            .limits("{\"limits\": {\"calls\": {\"limit_by\": \"consumer\", \"requests\": 2, \"per\": \"minute\"}}}");
        admitted(this.desk.admit("alice", SMALL, limits));
        admitted(this.desk.admit("alice", SMALL, limits));
        this.desk.pass(Duration.ofSeconds(10));

        Reject reject = refused(this.desk.admit("alice", SMALL, limits));

        assertThat(reject.code()).isEqualTo(ErrorCode.RATE_LIMIT_EXCEEDED);
        assertThat(reject.message()).isEqualTo("The rate limit 'calls' of 2 requests per minute is reached.");
        assertThat(reject.headers().first("retry-after")).contains("20");
        admitted(this.desk.admit("bob", SMALL, limits));
        this.desk.pass(Duration.ofSeconds(20));
        admitted(this.desk.admit("alice", SMALL, limits));
    }

    @Test
    void P5_tokensAreHeldAtTheirUpperBoundSoThatNothingPassesTheLimit() {
        LimitSettings limits = AdmissionDesk
            .limits("{\"limits\": {\"t\": {\"limit_by\": \"consumer\", \"tokens\": 400, \"per\": \"minute\"}}}");

        admitted(this.desk.admit("alice", SMALL, limits));
        admitted(this.desk.admit("alice", SMALL, limits));
        refused(this.desk.admit("alice", SMALL, limits));

        assertThat(this.desk.inBucket("alice", limits)).isEqualTo(100);
        assertThat(this.desk.admitted.getFirst().taken()).singleElement()
            .satisfies((taken) -> assertThat(taken.amount()).isEqualTo(150));
    }

    @Test
    void aCallLargerThanATokenLimitIsToldSoInsteadOfToWait() {
        LimitSettings limits = AdmissionDesk
            .limits("{\"limits\": {\"t\": {\"limit_by\": \"consumer\", \"tokens\": 100, \"per\": \"minute\"}}}");

        Reject reject = refused(this.desk.admit("alice", SMALL, limits));

        assertThat(reject.message()).contains("up to 150 tokens").contains("100 tokens per minute");
        assertThat(reject.headers().contains("retry-after")).isFalse();
    }

    @Test
    void P4_aCallRefusedForConcurrencyUsesUpNoRateAndHoldsNoMoney() {
        LimitSettings limits = AdmissionDesk.limits("""
                {"limits": {"calls": {"limit_by": "consumer", "requests": 10, "per": "minute"},
                            "parallel": {"limit_by": "consumer", "concurrent_calls": 1},
                            "budget": {"limit_by": "consumer", "usd": 1, "per": "day"}}}""");
        LimitSettings calls = AdmissionDesk
            .limits("{\"limits\": {\"calls\": {\"limit_by\": \"consumer\", \"requests\": 10, \"per\": \"minute\"}}}");
        LimitSettings budget = AdmissionDesk
            .limits("{\"limits\": {\"budget\": {\"limit_by\": \"consumer\", \"usd\": 1, \"per\": \"day\"}}}");
        Admittance.Admitted running = admitted(this.desk.admit("alice", SMALL, limits));

        Reject reject = refused(this.desk.admit("alice", SMALL, limits));

        assertThat(reject.message()).isEqualTo("The limit 'parallel' of 1 calls at the same time is reached.");
        assertThat(reject.headers().first("retry-after")).contains("1");
        assertThat(this.desk.inBucket("alice", calls)).isEqualTo(9);
        assertThat(this.desk.balance("alice", budget).held()).isEqualTo(running.call().reserved().nanos());
        this.desk.settle(running, "0.0001");
        admitted(this.desk.admit("alice", SMALL, limits));
    }

    @Test
    void P3_aCallRefusedByARateHoldsNoSlotAndNoMoney() {
        LimitSettings slot = AdmissionDesk
            .limits("{\"limits\": {\"parallel\": {\"limit_by\": \"consumer\", \"concurrent_calls\": 5}}}");
        LimitSettings both = AdmissionDesk.limits("""
                {"limits": {"parallel": {"limit_by": "consumer", "concurrent_calls": 5},
                            "calls": {"limit_by": "consumer", "requests": 1, "per": "day"}}}""");
        admitted(this.desk.admit("alice", SMALL, both));

        refused(this.desk.admit("alice", SMALL, both));

        assertThat(this.desk.balance("alice", slot).held()).isEqualTo(1);
    }

    @Test
    void P2_isHeldByTheDearerOfTheTierAskedForAndTheStandard() {
        Rates cheap = new Rates(Map.of(Meter.INPUT_TOKENS, 500_000_000L, Meter.OUTPUT_TOKENS, 1_000_000_000L));
        Rates dear = new Rates(Map.of(Meter.INPUT_TOKENS, 2_000_000_000L, Meter.OUTPUT_TOKENS, 4_000_000_000L));
        Price price = new Price(CallsToAdmit.PRICE.standard(),
                Map.of("flex", Price.of(cheap).standard(), "priority", Price.of(dear).standard()));

        assertThat(reserved(price, "flex")).as("may be served at the standard").isEqualTo(Money.parse("0.0002"));
        assertThat(reserved(price, "priority")).isEqualTo(Money.parse("0.0004"));
        assertThat(reserved(price, "unheard of")).isEqualTo(Money.parse("0.0002"));
    }

    private Money reserved(Price price, String tier) {
        return CallsToAdmit.of("alice", SMALL, price, Optional.of(tier), Way.DIRECT, this.desk.now.get()).firstHold();
    }

    @Test
    void aSoftLimitWarnsAndNeverRefuses() {
        LimitSettings limits = AdmissionDesk.limits("""
                {"limits": {"watch": {"limit_by": "consumer", "usd": 0.0002, "per": "month", "soft": true}}}""");
        this.desk.settle(admitted(this.desk.admit("alice", SMALL, limits)), "0.0002");

        Headers headers = new Headers(admitted(this.desk.admit("alice", SMALL, limits)).headers());
        admitted(this.desk.admit("alice", SMALL, limits));

        assertThat(headers.first("x-llm-budget-warning")).contains("watch=100%");
        assertThat(headers.contains("x-llm-budget-remaining-usd")).isFalse();
        assertThat(this.desk.warned).singleElement().satisfies((warning) -> {
            assertThat(warning.percent()).isEqualTo(100);
            assertThat(warning.soft()).isTrue();
        });
    }

    @Test
    void anOverrideHoldsUntilItsDateAndWhatIsUsedStays() {
        LimitSettings limits = AdmissionDesk
            .limits("{\"limits\": {\"b\": {\"limit_by\": \"consumer\", \"usd\": 0.0002, \"per\": \"total\"}}}");
        this.desk.settle(admitted(this.desk.admit("alice", SMALL, limits)), "0.0002");
        this.desk.overrides.replace(List.of(new LimitOverride(this.desk.balance("alice", limits).account(),
                Money.parse("0.0004").nanos(), this.desk.now.get().plusSeconds(60), "by ops")));

        admitted(this.desk.admit("alice", SMALL, limits));
        refused(this.desk.admit("alice", SMALL, limits));
        refused(this.desk.admit("bob", Usage.ofTokens(1000, 0), limits));
        this.desk.pass(Duration.ofSeconds(60));
        assertThat(refused(this.desk.admit("alice", Usage.ofTokens(1, 0), limits)).message())
            .contains("of 0.0002 USD in total");
    }

    @Test
    void E2_whatTheClientSaysOfItselfChoosesNoBudget() {
        LimitSettings limits = AdmissionDesk
            .limits("{\"limits\": {\"b\": {\"limit_by\": \"consumer\", \"usd\": 1, \"per\": \"total\"}}}");

        admitted(this.desk.admit("alice", SMALL, limits));

        assertThat(this.desk.balance("alice", limits).held()).isPositive();
        assertThat(this.desk.balance("somebody else", limits).held()).isZero();
    }

    @Test
    void aDirectCallIsWaitedForLongAndARelayedOneIsRenewed() {
        CallFacts relayed = CallsToAdmit.of("alice", SMALL, CallsToAdmit.PRICE, Optional.empty(), Way.RELAY,
                this.desk.now.get());

        this.desk.admit("alice", SMALL, LimitSettings.NONE);
        this.desk.admit(relayed, LimitSettings.NONE);

        assertThat(this.desk.admitted).extracting(Admission::renewed).containsExactly(false, true);
        assertThat(this.desk.admitted).extracting(Admission::lease)
            .containsExactly(AdmissionSettings.DEFAULT.directLease(), AdmissionSettings.DEFAULT.relayLease());
    }

    static Admittance.Admitted admitted(Admittance admittance) {
        assertThat(admittance).isInstanceOf(Admittance.Admitted.class);
        return (Admittance.Admitted) admittance;
    }

    static Reject refused(Admittance admittance) {
        assertThat(admittance).isInstanceOf(Admittance.Refused.class);
        return ((Admittance.Refused) admittance).reject();
    }

}
