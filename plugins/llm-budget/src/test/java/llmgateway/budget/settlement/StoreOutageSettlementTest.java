package llmgateway.budget.settlement;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import llmgateway.budget.account.Ending.Kind;
import llmgateway.budget.account.LedgerLine;
import llmgateway.budget.account.Unavailable.Reason;
import llmgateway.budget.limit.Allowance.Tokens;
import llmgateway.core.ledger.AdmittedCall;
import llmgateway.core.ledger.Settlements.Finding;
import llmgateway.core.ledger.Settlements.Settling;

import static llmgateway.budget.settlement.Scene.settlement;
import static llmgateway.budget.settlement.Scene.took;
import static org.assertj.core.api.Assertions.assertThat;

/** What becomes of calls while the store is away. */
class StoreOutageSettlementTest {

    private final Scene scene = new Scene();

    private final SettlementNode node = this.scene.node();

    @AfterEach
    void close() {
        this.scene.close();
    }

    @ParameterizedTest
    @EnumSource(Reason.class)
    void whatTheStoreCannotTakeWaitsUntilItCan(Reason reason) {
        AdmittedCall call = this.scene.admit(this.node, "0.50", took(Tokens.Kind.TOTAL, 500));
        this.scene.store.goAway(reason);
        if (reason == Reason.FORGOTTEN) {
            assertThat(this.node.settlements().settle(settlement(call, "0.10"))).isEqualTo(Settling.SETTLED);
        }
        else {
            assertThat(this.node.settlements().settle(settlement(call, "0.10"))).isEqualTo(Settling.PENDING);
            this.node.sendAgain();
            assertThat(this.node.settlements().settle(settlement(call, "0.20"))).isEqualTo(Settling.PENDING);
            assertThat(this.node.settlements().find(call.ticket())).isEqualTo(new Finding.Ended());
            assertThat(this.scene.ledger()).isEmpty();
            this.scene.store.comeBack();
            this.node.sendAgain();
        }

        assertThat(this.scene.used()).isEqualTo("0.1");
        assertThat(this.scene.held()).isZero();
        assertThat(this.scene.buckets.corrected("TOTAL")).isEqualTo(500 - 120);
    }

    @Test
    void P3_aReleaseThatTheStoreCannotTakeWaitsToo() {
        AdmittedCall call = this.scene.admit(this.node, "0.50", took(Tokens.Kind.TOTAL, 500));
        this.scene.store.goAway(Reason.TIMEOUT);

        this.node.settlements().release(call.ticket());
        assertThat(this.node.settlements().settle(settlement(call, "0.10"))).isEqualTo(Settling.PENDING);
        this.scene.store.comeBack();
        this.node.sendAgain();
        assertThat(this.scene.held()).isZero();
        assertThat(this.scene.ledger()).isEmpty();
        assertThat(this.scene.buckets.corrected("TOTAL")).isEqualTo(500);
    }

    @Test
    void I1_aCallLetThroughWithoutTheStoreIsChargedWhenItIsBack() {
        this.scene.store.goAway(Reason.CIRCUIT_OPEN);
        AdmittedCall call = this.scene.admit(this.node, "0.50");
        assertThat(this.scene.balance(this.scene.local, Scene.MONEY).held()).isEqualTo(500_000_000);

        assertThat(this.node.settlements().settle(settlement(call, "0.10"))).isEqualTo(Settling.PENDING);
        assertThat(this.scene.balance(this.scene.local, Scene.MONEY).held()).isZero();
        assertThat(this.scene.balance(this.scene.local, Scene.MONEY).used()).isEqualTo(100_000_000);
        this.scene.store.comeBack();
        this.node.sendAgain();
        assertThat(this.scene.used()).isEqualTo("0.1");
        assertThat(this.scene.ledger()).extracting(LedgerLine::reason).containsExactly(Kind.RESTORED);
    }

    @Test
    void aCallLetThroughWithoutTheStoreAndReleasedCostsNothing() {
        this.scene.store.goAway(Reason.CIRCUIT_OPEN);
        AdmittedCall call = this.scene.admit(this.node, "0.50");

        this.node.settlements().release(call.ticket());
        assertThat(this.scene.balance(this.scene.local, Scene.MONEY).held()).isZero();
        this.scene.store.comeBack();
        this.node.sendAgain();
        assertThat(this.scene.ledger()).isEmpty();
        assertThat(this.node.settlements().settle(settlement(call, "0.10"))).isEqualTo(Settling.ENDED);
    }

    @Test
    void aCallWithoutLimitsThatTheStoreCouldNotNoteGetsItsEntryLater() {
        this.scene.store.goAway(Reason.CIRCUIT_OPEN);
        AdmittedCall call = this.scene.call("0.50");
        this.node.settlements().open(call);
        assertThat(this.node.settlements().findHere(call.ticket())).contains(call);
        this.scene.store.comeBack();

        assertThat(this.node.settlements().settle(settlement(call, "0.10"))).isEqualTo(Settling.SETTLED);
        assertThat(this.scene.ledger()).extracting(LedgerLine::accounts).containsExactly(List.of());
        assertThat(this.scene.events.told()).containsExactly("without store");
    }

    /** As the accounts in Redis release holds whose answers never came. */
    @Test
    void C4_aCallThatWentOnWithoutItsHoldIsChargedThoughTheHoldIsReleasedLater() {
        this.scene.store.loseReplies();
        AdmittedCall call = this.scene.admit(this.node, "0.50");
        this.scene.store.comeBack();
        this.scene.store.release(Scene.ORGANISATION, call.ticket());

        assertThat(this.node.settlements().settle(settlement(call, "0.10"))).isEqualTo(Settling.SETTLED);
        assertThat(this.node.settlements().settle(settlement(call, "0.10"))).isEqualTo(Settling.ENDED);
        assertThat(this.scene.used()).isEqualTo("0.1");
        assertThat(this.scene.held()).isZero();
    }

    @Test
    void C4_aHoldThatTookEffectUnheardIsSettledAsOneThatWasHeard() {
        this.scene.store.loseReplies();
        AdmittedCall call = this.scene.admit(this.node, "0.50");
        this.scene.store.comeBack();

        assertThat(this.node.settlements().settle(settlement(call, "0.10"))).isEqualTo(Settling.SETTLED);
        assertThat(this.scene.ledger()).extracting(LedgerLine::reason).containsExactly(Kind.SETTLED);
        assertThat(this.scene.held()).isZero();
    }

    @Test
    void I3_aHoldThatAFailoverLostIsChargedFromWhatThisNodeKnows() {
        int replica = this.scene.store.position();
        AdmittedCall call = this.scene.admit(this.node, "0.50");
        this.scene.store.failOverTo(replica);

        assertThat(this.node.settlements().settle(settlement(call, "0.10"))).isEqualTo(Settling.SETTLED);
        assertThat(this.scene.used()).isEqualTo("0.1");
        assertThat(this.scene.ledger()).extracting(LedgerLine::reason).containsExactly(Kind.RESTORED);
    }

    @Test
    void aReportOfAnotherNodesCallWaitsToo() {
        AdmittedCall call = this.scene.admit(this.scene.node(), "0.50");
        this.scene.store.goAway(Reason.CONNECTION);

        assertThat(this.node.settlements().settle(settlement(call, "0.10"))).isEqualTo(Settling.PENDING);
        this.scene.store.comeBack();
        this.node.sendAgain();
        assertThat(this.scene.used()).isEqualTo("0.1");
        assertThat(this.scene.held()).isZero();
    }

    @Test
    void keepsSoManyAndNoMore() {
        SettlementNode small = this.scene.node(SettlementSettings.DEFAULT.withMostWaiting(2));
        List<AdmittedCall> calls = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            calls.add(this.scene.admit(small, "0.50"));
        }
        this.scene.store.goAway(Reason.CONNECTION);
        calls.forEach(
                (call) -> assertThat(small.settlements().settle(settlement(call, "0.10"))).isEqualTo(Settling.PENDING));
        this.scene.store.comeBack();
        small.sendAgain();
        assertThat(this.scene.ledger()).hasSize(2);

        this.scene.clock.advance(Scene.LEASE);
        small.reap();
        assertThat(this.scene.used()).as("the third at its worst case").isEqualTo("0.7");
        assertThat(this.scene.held()).isZero();
    }

}
