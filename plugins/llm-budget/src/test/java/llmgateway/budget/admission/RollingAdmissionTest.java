package llmgateway.budget.admission;

import java.util.OptionalLong;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import llmgateway.budget.limit.LimitSettings;
import llmgateway.core.budget.RunningHold.Covering;
import llmgateway.core.money.Money;
import llmgateway.core.usage.Usage;

import static org.assertj.core.api.Assertions.assertThat;

/** Streams that may say 5,000 tokens and hold for 256 of them at first. */
class RollingAdmissionTest {

    private static final Usage AT_MOST = Usage.ofTokens(100, 5000);

    private static final Money FIRST = Money.parse("0.000612");

    private static final Money WORST = Money.parse("0.0101");

    private final AdmissionDesk desk = new AdmissionDesk();

    @Test
    void P1_aStreamHoldsItsFirstSliceOnSpendLimitsAndGrows() {
        LimitSettings limits = spending("\"usd\": 0.02");

        Admittance.Admitted admitted = admit(limits);

        assertThat(admitted.call().reserved()).isEqualTo(FIRST);
        assertThat(held(limits)).isEqualTo(FIRST);
        assertThat(admitted.hold().isWhole()).isFalse();
        assertThat(admitted.hold().coverAll()).isInstanceOf(Covering.Covered.class);
        assertThat(held(limits)).isEqualTo(WORST);
        assertThat(this.desk.grown).containsExactly(WORST);
    }

    @Test
    void P1_manyStreamsGoWhoseWorstCasesWouldNotFit() {
        LimitSettings limits = spending("\"usd\": 0.02");

        for (int i = 0; i < 30; i++) {
            admit(limits);
        }

        assertThat(this.desk.admit(stream(), limits)).as("30 slices are 0.018 USD")
            .isInstanceOf(Admittance.Admitted.class);
        assertThat(this.desk.admit(stream(), limits)).isInstanceOf(Admittance.Admitted.class);
        assertThat(this.desk.admit(stream(), limits)).isInstanceOf(Admittance.Refused.class);
    }

    @Test
    void P5_limitsOnTokensHoldTheWorstCase() {
        LimitSettings limits = AdmissionDesk
            .limits("{\"limits\": {\"tokens\": {\"limit_by\": \"consumer\", \"tokens\": 10000, \"per\": \"minute\"}}}");

        admit(limits);

        assertThat(this.desk.inBucket("alice", limits)).isEqualTo(10_000 - 5100);
    }

    @ParameterizedTest
    @ValueSource(strings = { "{}",
            "{\"limits\": {\"b\": {\"limit_by\": \"consumer\", \"usd\": 1, \"per\": \"day\", \"soft\": true}}}",
            "{\"limits\": {\"c\": {\"limit_by\": \"consumer\", \"concurrent_calls\": 5}}}" })
    void withoutACapThatCouldFillUpThereIsNothingToGrow(String settings) {
        Admittance.Admitted admitted = admit(AdmissionDesk.limits(settings));

        assertThat(admitted.hold().isWhole()).isTrue();
        assertThat(admitted.call().reserved()).isEqualTo(WORST);
    }

    @Test
    void I1_withoutTheStoreAStreamHoldsItsWorstCaseHere() {
        LimitSettings limits = spending("\"usd\": 0.02, \"on_redis_failure\": \"local\"");
        this.desk.accounts.away = true;

        Admittance.Admitted admitted = admit(limits);

        assertThat(admitted.hold().isWhole()).isTrue();
        assertThat(admitted.call().reserved()).isEqualTo(WORST);
        assertThat(this.desk.admit(stream(), limits)).as("a second worst case").isInstanceOf(Admittance.Refused.class);
    }

    private static LimitSettings spending(String cap) {
        return AdmissionDesk
            .limits("{\"limits\": {\"b\": {\"limit_by\": \"consumer\", " + cap + ", \"per\": \"day\"}}}");
    }

    private Admittance.Admitted admit(LimitSettings limits) {
        Admittance admittance = this.desk.admit(stream(), limits);
        assertThat(admittance).isInstanceOf(Admittance.Admitted.class);
        return (Admittance.Admitted) admittance;
    }

    private CallFacts stream() {
        CallFacts facts = CallsToAdmit.of("alice", AT_MOST, this.desk.now.get());
        return new CallFacts(facts.call(), facts.routed(), facts.terms(), AT_MOST, OptionalLong.of(256),
                facts.counted(), facts.now());
    }

    private Money held(LimitSettings limits) {
        return new Money(this.desk.balance("alice", limits).held());
    }

}
