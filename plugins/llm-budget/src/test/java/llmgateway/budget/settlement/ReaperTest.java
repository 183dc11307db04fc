package llmgateway.budget.settlement;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import llmgateway.budget.account.Ending.Kind;
import llmgateway.budget.account.LedgerLine;
import llmgateway.budget.account.Unavailable.Reason;
import llmgateway.budget.limit.Allowance.Tokens;
import llmgateway.core.ledger.AdmittedCall;
import llmgateway.core.ledger.AdmittedCallEntry;
import llmgateway.core.ledger.Settlements.Settling;

import static llmgateway.budget.settlement.Scene.settlement;
import static llmgateway.budget.settlement.Scene.took;
import static org.assertj.core.api.Assertions.assertThat;

class ReaperTest {

    private static final Duration OVERDUE = Scene.LEASE.plusSeconds(11);

    private final Scene scene = new Scene();

    private final SettlementNode node = this.scene.node();

    @AfterEach
    void close() {
        this.scene.close();
    }

    @Test
    void I6_anotherNodeSettlesTheOrphansOfAKilledRunnerAtWhatTheyHeld() {
        SettlementNode doomed = this.scene.node();
        for (int i = 0; i < 250; i++) {
            this.scene.admit(doomed, "0.50", true, took(Tokens.Kind.TOTAL, 500));
        }
        this.scene.kill(doomed);

        this.scene.clock.advance(Scene.LEASE.minusMillis(1));
        this.node.reap();
        assertThat(this.scene.ledger()).isEmpty();
        this.scene.clock.advance(Duration.ofMillis(1));
        this.node.reap();
        assertThat(this.scene.ledger()).hasSize(250).extracting(LedgerLine::reason).containsOnly(Kind.EXPIRED);
        assertThat(this.scene.used()).isEqualTo("125");
        assertThat(this.scene.held()).isZero();
        assertThat(this.scene.events.told()).hasSize(250).containsOnly("expired 0.5");
        assertThat(this.scene.buckets.corrected("TOTAL")).as("what was taken stays taken").isZero();
    }

    @Test
    void aCallOfThisNodeThatExpiredIsForgotten() {
        AdmittedCall here = this.scene.admit(this.node, "0.50");
        this.scene.clock.advance(Scene.LEASE);
        this.node.reap();

        assertThat(this.node.settlements().findHere(here.ticket())).isEmpty();
    }

    @Test
    void aCallOfThisNodeThatAnotherReapedIsForgottenToo() {
        AdmittedCall here = this.scene.admit(this.node, "0.50");
        this.scene.clock.advance(Scene.LEASE);
        this.scene.node().reap();
        assertThat(this.node.settlements().findHere(here.ticket())).contains(here);

        this.scene.clock.advance(OVERDUE);
        this.node.reap();
        assertThat(this.node.settlements().findHere(here.ticket())).isEmpty();
        assertThat(this.scene.used()).isEqualTo("0.5");
    }

    @Test
    void I3_aHoldThatAFailoverLostAndNobodyReportsIsChargedAtWhatItHeld() {
        int replica = this.scene.store.position();
        AdmittedCall call = this.scene.admit(this.node, "0.50");
        this.scene.store.failOverTo(replica);
        this.scene.clock.advance(OVERDUE);
        this.node.reap();

        assertThat(this.scene.used()).isEqualTo("0.5");
        assertThat(this.scene.events.told()).containsExactly("expired 0.5");
        assertThat(this.node.settlements().settle(settlement(call, "0.10"))).isEqualTo(Settling.REPEATED);
        assertThat(this.scene.ledger()).singleElement().satisfies((line) -> {
            assertThat(line.entry().fields()).containsAllEntriesOf(AdmittedCallEntry.write(call))
                .containsAllEntriesOf(Map.of("estimated", "1"));
            assertThat(line.charge()).isEqualTo(call.reserved());
        });
    }

    @Test
    void aCallLetThroughWithoutTheStoreThatNobodyReportsIsChargedAtItsWorstCase() {
        this.scene.store.goAway(Reason.TIMEOUT);
        this.scene.admit(this.node, "0.50");
        this.scene.clock.advance(OVERDUE);
        this.node.reap();
        assertThat(this.scene.balance(this.scene.local, Scene.MONEY).held()).isZero();
        assertThat(this.scene.balance(this.scene.local, Scene.SLOTS).held()).isZero();

        this.scene.store.comeBack();
        this.node.sendAgain();
        assertThat(this.scene.used()).isEqualTo("0.5");
        assertThat(this.scene.events.told()).contains("expired 0.5");
    }

    @Test
    void leasesThatRanOutWhileNobodyCouldRenewThemAreRenewedBeforeTheyAreReaped() {
        AdmittedCall carried = this.scene.admit(this.node, "0.50", true);
        this.scene.store.goAway(Reason.TIMEOUT);
        this.scene.clock.advance(Scene.LEASE);
        this.node.renewLeases();
        this.node.reap();
        this.scene.store.comeBack();

        this.node.reap();
        this.node.renewLeases();
        this.node.reap();
        assertThat(this.scene.ledger()).isEmpty();
        assertThat(this.node.settlements().settle(settlement(carried, "0.10"))).isEqualTo(Settling.SETTLED);
        assertThat(this.scene.used()).isEqualTo("0.1");
    }

}
