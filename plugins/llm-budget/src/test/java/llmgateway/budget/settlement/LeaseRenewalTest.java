package llmgateway.budget.settlement;

import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import llmgateway.budget.account.FindResult;
import llmgateway.budget.account.Unavailable.Reason;
import llmgateway.core.ledger.AdmittedCall;
import llmgateway.core.ledger.Settlements.Settling;

import static llmgateway.budget.settlement.Scene.settlement;
import static org.assertj.core.api.Assertions.assertThat;

class LeaseRenewalTest {

    private static final Duration ROUND = Duration.ofSeconds(1);

    private final Scene scene = new Scene();

    private final SettlementNode node = this.scene.node();

    @AfterEach
    void close() {
        this.scene.close();
    }

    @Test
    void aCallThatThisNodeCarriesNeverExpiresWhileItRuns() {
        AdmittedCall call = this.scene.admit(this.node, "0.50", true);
        run(Duration.ofMinutes(30));

        assertThat(this.scene.ledger()).isEmpty();
        assertThat(this.node.settlements().settle(settlement(call, "0.10"))).isEqualTo(Settling.SETTLED);
    }

    @Test
    void renewsEachThirdOfALease() {
        this.scene.admit(this.node, "0.50", true);
        int before = this.scene.store.position();
        for (int second = 0; second < 120; second++) {
            this.scene.clock.advance(ROUND);
            this.node.renewLeases();
        }

        assertThat(this.scene.store.position() - before).isEqualTo(3);
    }

    @Test
    void aCallThatTheGatewayCarriesIsNotRenewed() {
        AdmittedCall call = this.scene.admit(this.node, "0.50", false);
        run(Scene.LEASE);

        assertThat(this.scene.used()).isEqualTo("0.5");
        assertThat(this.node.settlements().findHere(call.ticket())).isEmpty();
    }

    @Test
    void aCallThatHasEndedIsNotRenewed() {
        AdmittedCall call = this.scene.admit(this.node, "0.50", true);
        this.node.settlements().settle(settlement(call, "0.10"));
        int before = this.scene.store.position();
        this.scene.clock.advance(Scene.LEASE);
        this.node.renewLeases();

        assertThat(this.scene.store.position()).isEqualTo(before);
    }

    @Test
    void aCallWhoseEndWasLostIsRenewedNoLongerThanTheLongestCall() {
        this.scene.admit(this.node, "0.50", true);
        run(SettlementSettings.DEFAULT.longestRenewed().plus(Scene.LEASE));

        assertThat(this.scene.used()).isEqualTo("0.5");
        assertThat(this.scene.held()).isZero();
    }

    @Test
    void aCallThatHasEndedElsewhereIsForgotten() {
        AdmittedCall call = this.scene.admit(this.node, "0.50", true);
        this.scene.store.release(Scene.ORGANISATION, call.ticket());
        this.scene.clock.advance(Scene.LEASE.dividedBy(3));
        this.node.renewLeases();

        assertThat(this.node.settlements().findHere(call.ticket())).isEmpty();
    }

    @Test
    void aCallLetThroughWithoutTheStoreIsKeptWhileItRuns() {
        this.scene.store.goAway(Reason.CONNECTION);
        AdmittedCall call = this.scene.admit(this.node, "0.50", true);
        run(Duration.ofMinutes(30));

        assertThat(this.node.settlements().findHere(call.ticket())).contains(call);
        assertThat(this.scene.balance(this.scene.local, Scene.MONEY).held()).isEqualTo(500_000_000);
    }

    @Test
    void I3_aCallWhoseHoldAFailoverLostGoesOn() {
        int replica = this.scene.store.position();
        AdmittedCall call = this.scene.admit(this.node, "0.50", true);
        this.scene.store.failOverTo(replica);
        run(Duration.ofMinutes(30));

        assertThat(this.scene.store.find(Scene.ORGANISATION, call.ticket())).isNotInstanceOf(FindResult.Open.class);
        assertThat(this.node.settlements().settle(settlement(call, "0.10"))).isEqualTo(Settling.SETTLED);
        assertThat(this.scene.used()).isEqualTo("0.1");
    }

    private void run(Duration duration) {
        for (long second = 0; second < duration.toSeconds(); second += 10) {
            this.scene.clock.advance(ROUND.multipliedBy(10));
            this.node.renewLeases();
            this.node.reap();
        }
    }

}
