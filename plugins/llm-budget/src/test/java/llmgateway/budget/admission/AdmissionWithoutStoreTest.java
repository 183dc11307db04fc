package llmgateway.budget.admission;

import java.time.Duration;

import llmgateway.budget.limit.LimitSettings;
import llmgateway.budget.settlement.Admission;
import llmgateway.core.error.ErrorCode;
import llmgateway.core.error.Reject;
import llmgateway.core.usage.Usage;
import org.junit.jupiter.api.Test;

import static llmgateway.budget.admission.AdmitterTest.admitted;
import static llmgateway.budget.admission.AdmitterTest.refused;
import static org.assertj.core.api.Assertions.assertThat;

class AdmissionWithoutStoreTest {

    private static final Usage SMALL = Usage.ofTokens(100, 50);

    private final AdmissionDesk desk = new AdmissionDesk();

    @Test
    void I1_deniesWhereALimitSaysSoAndTakesNothingFromWhatCouldBeAsked() {
        LimitSettings limits = AdmissionDesk.limits("""
                {"limits": {"calls": {"limit_by": "consumer", "requests": 10, "per": "minute"},
                            "budget": {"limit_by": "consumer", "usd": 1, "per": "day"}}}""");
        this.desk.accounts.away = true;

        Reject reject = refused(this.desk.admit("alice", SMALL, limits));

        assertThat(reject.code()).isEqualTo(ErrorCode.BUDGET_UNAVAILABLE);
        assertThat(reject.status()).isEqualTo(503);
        assertThat(reject.headers().first("retry-after")).contains("1");
        assertThat(reject.headers().first("x-llm-limit")).contains("budget");
        assertThat(this.desk.inBucket("alice", limits)).isEqualTo(10);
        assertThat(this.desk.admitted).isEmpty();
    }

    @Test
    void I1_allowsWhereALimitSaysSoAndRemembersWhatToCharge() {
        LimitSettings limits = budget("allow", "0.0001");
        this.desk.accounts.away = true;

        Admittance.Admitted admitted = admitted(this.desk.admit("alice", SMALL, limits));

        assertThat(admitted.headers()).isEmpty();
        Admission admission = this.desk.admitted.getFirst();
        assertThat(admission.held()).isFalse();
        assertThat(admission.heldHere()).isFalse();
        assertThat(admission.reserved()).singleElement()
            .satisfies((reserved) -> assertThat(reserved.account().value()).isEqualTo("b:day:consumer:alice"));
    }

    @Test
    void I1_countsHereWhereALimitSaysSoFromWhatWasLeftAtLast() {
        LimitSettings limits = budget("local", "0.0010");
        this.desk.settle(admitted(this.desk.admit("alice", SMALL, limits)), "0.0002");
        this.desk.settle(admitted(this.desk.admit("alice", SMALL, limits)), "0.0002");
        admitted(this.desk.admit("alice", SMALL, limits));
        this.desk.accounts.away = true;

        admitted(this.desk.admit("alice", SMALL, limits));
        admitted(this.desk.admit("alice", SMALL, limits));
        Reject reject = refused(this.desk.admit("alice", SMALL, limits));

        assertThat(reject.message()).contains("'b'");
        assertThat(this.desk.admitted.getLast().heldHere()).isTrue();
        assertThat(this.desk.admitted.getLast().held()).isFalse();
    }

    @Test
    void whatWasCountedHereIsForgottenOnceTheStoreIsBack() {
        LimitSettings limits = budget("local", "0.0002");
        this.desk.accounts.away = true;
        admitted(this.desk.admit("alice", SMALL, limits));
        refused(this.desk.admit("alice", SMALL, limits));

        this.desk.local.beginAnew();

        admitted(this.desk.admit("alice", SMALL, limits));
    }

    @Test
    void aWindowThatBeganSinceTheStoreWasSeenIsWhole() {
        LimitSettings limits = budget("local", "0.0002");
        this.desk.settle(admitted(this.desk.admit("alice", SMALL, limits)), "0.0002");
        this.desk.accounts.away = true;
        refused(this.desk.admit("alice", SMALL, limits));

        this.desk.pass(Duration.ofDays(1));

        admitted(this.desk.admit("alice", SMALL, limits));
    }

    @Test
    void aCallWithoutLimitsGoesWithoutTheStore() {
        this.desk.accounts.away = true;

        admitted(this.desk.admit("alice", SMALL, LimitSettings.NONE));

        assertThat(this.desk.admitted.getFirst().held()).isFalse();
    }

    private static LimitSettings budget(String onRedisFailure, String usd) {
        return AdmissionDesk.limits("{\"limits\": {\"b\": {\"limit_by\": \"consumer\", \"usd\": " + usd
                + ", \"per\": \"day\", \"on_redis_failure\": \"" + onRedisFailure + "\"}}}");
    }

}
