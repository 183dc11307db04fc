package llmgateway.budget.settlement;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import llmgateway.budget.account.Closed;
import llmgateway.budget.account.Ending.Kind;
import llmgateway.budget.account.HoldResult;
import llmgateway.budget.account.LedgerLine;
import llmgateway.budget.account.Unavailable.Reason;
import llmgateway.budget.limit.Allowance.Tokens;
import llmgateway.core.ledger.AdmittedCall;
import llmgateway.core.ledger.CallSettlement;
import llmgateway.core.ledger.LedgerEntry;
import llmgateway.core.ledger.Settlements.Finding;
import llmgateway.core.ledger.Settlements.Settling;
import llmgateway.core.money.Money;
import llmgateway.core.usage.Meter;
import llmgateway.core.usage.Usage;

import static llmgateway.budget.settlement.Scene.settlement;
import static llmgateway.budget.settlement.Scene.took;
import static org.assertj.core.api.Assertions.assertThat;

class SettlerTest {

    private final Scene scene = new Scene();

    private final SettlementNode node = this.scene.node();

    private final SettlementNode other = this.scene.node();

    @AfterEach
    void close() {
        this.scene.close();
    }

    @Test
    void anAdmittedCallIsFoundHereAndByEveryNodeUntilItHasEnded() {
        AdmittedCall call = this.scene.admit(this.node, "0.50", took(Tokens.Kind.TOTAL, 500));

        assertThat(this.node.settlements().findHere(call.ticket())).contains(call);
        assertThat(this.node.settlements().find(call.ticket())).isEqualTo(new Finding.Open(call));
        assertThat(this.other.settlements().findHere(call.ticket())).isEmpty();
        assertThat(this.other.settlements().find(call.ticket())).isEqualTo(new Finding.Open(call));

        this.node.settlements().settle(settlement(call, "0.10"));
        assertThat(this.node.settlements().findHere(call.ticket())).isEmpty();
        assertThat(this.node.settlements().find(call.ticket())).isEqualTo(new Finding.Ended());
        assertThat(this.other.settlements().find(call.ticket())).isEqualTo(new Finding.Ended());
    }

    @Test
    void aTicketThatNobodyKnowsIsUnknownAndIsNotCharged() {
        AdmittedCall call = this.scene.call("0.50");

        assertThat(this.node.settlements().find(call.ticket())).isEqualTo(new Finding.Unknown());
        assertThat(this.node.settlements().settle(settlement(call, "0.10"))).isEqualTo(Settling.UNKNOWN);
        this.scene.store.goAway(Reason.CIRCUIT_OPEN);
        assertThat(this.node.settlements().find(call.ticket())).isEqualTo(new Finding.Unavailable());
        assertThat(this.scene.ledger()).isEmpty();
    }

    @Test
    void chargesTheCallWithItsEntryAndGivesTheRestBack() {
        AdmittedCall call = this.scene.admit(this.node, "0.50");

        assertThat(this.node.settlements().settle(settlement(call, "0.10"))).isEqualTo(Settling.SETTLED);
        assertThat(this.scene.used()).isEqualTo("0.1");
        assertThat(this.scene.held()).isZero();
        assertThat(this.scene.ledger()).singleElement().satisfies((line) -> {
            assertThat(line.reason()).isEqualTo(Kind.SETTLED);
            assertThat(line.entry()).isEqualTo(settlement(call, "0.10").entry());
        });
        assertThat(this.scene.events.told()).isEmpty();
    }

    @Test
    void C3_settledTwiceHereAndElsewhereIsChargedAndCorrectedOnce() {
        AdmittedCall call = this.scene.admit(this.node, "0.50", took(Tokens.Kind.TOTAL, 500));

        assertThat(this.node.settlements().settle(settlement(call, "0.10"))).isEqualTo(Settling.SETTLED);
        assertThat(this.node.settlements().settle(settlement(call, "0.20"))).isEqualTo(Settling.REPEATED);
        assertThat(this.other.settlements().settle(settlement(call, "0.30"))).isEqualTo(Settling.REPEATED);
        assertThat(this.scene.used()).isEqualTo("0.1");
        assertThat(this.scene.buckets.corrected("TOTAL")).isEqualTo(500 - 120);
    }

    @Test
    void C3_settledAfterItExpiredIsChargedOnce() {
        AdmittedCall call = this.scene.admit(this.node, "0.50", took(Tokens.Kind.TOTAL, 500));
        this.scene.clock.advance(Scene.LEASE);
        this.other.reap();

        assertThat(this.node.settlements().settle(settlement(call, "0.10"))).isEqualTo(Settling.ENDED);
        assertThat(this.scene.used()).isEqualTo("0.5");
        assertThat(this.scene.ledger()).extracting(LedgerLine::reason).containsExactly(Kind.EXPIRED);
        assertThat(this.scene.buckets.corrected("TOTAL")).isZero();
    }

    @Test
    void C4_settlementWhoseReplyWasLostIsSentAgainAndChargedOnce() {
        AdmittedCall call = this.scene.admit(this.node, "0.50");
        this.scene.store.loseReplies();

        assertThat(this.node.settlements().settle(settlement(call, "0.10"))).isEqualTo(Settling.PENDING);
        this.scene.store.comeBack();
        this.node.sendAgain();
        assertThat(this.scene.used()).isEqualTo("0.1");
        assertThat(this.scene.ledger()).hasSize(1);
        assertThat(this.scene.events.told()).containsExactly("waiting 1", "waiting 0");
    }

    @Test
    void anotherNodeSettlesACallAndPutsItsBucketsRight() {
        AdmittedCall call = this.scene.admit(this.node, "0.50", took(Tokens.Kind.INPUT, 90),
                took(Tokens.Kind.OUTPUT, 1000), took(Tokens.Kind.TOTAL, 120));

        assertThat(this.other.settlements().settle(settlement(call, "0.60"))).isEqualTo(Settling.SETTLED);
        assertThat(this.scene.buckets.corrected("INPUT")).isEqualTo(-10);
        assertThat(this.scene.buckets.corrected("OUTPUT")).isEqualTo(980);
        assertThat(this.scene.buckets.corrected("TOTAL")).isZero();
        assertThat(this.scene.used()).isEqualTo("0.6");
        assertThat(this.scene.events.told()).containsExactly("overran 0.6 of 0.5");
    }

    @Test
    void E11_absurdUsageAndCostAreChargedAsFarAsCanBeCounted() {
        AdmittedCall call = this.scene.admit(this.node, "0.50", took(Tokens.Kind.TOTAL, 500));
        Usage absurd = new Usage(Map.of(Meter.INPUT_TOKENS, Long.MAX_VALUE, Meter.OUTPUT_TOKENS, Long.MAX_VALUE));

        assertThat(this.node.settlements()
            .settle(new CallSettlement(call.ticket(), Optional.of(absurd), new Money(Long.MAX_VALUE),
                    LedgerEntry.EMPTY)))
            .isEqualTo(Settling.SETTLED);
        assertThat(this.scene.used()).isEqualTo("9007199.254740991");
        assertThat(this.scene.buckets.corrected("TOTAL")).isEqualTo(500 - 1_000_000_000);
    }

    @Test
    void aReleasedCallLeavesNothingBehind() {
        AdmittedCall call = this.scene.admit(this.node, "0.50", took(Tokens.Kind.TOTAL, 500));

        this.node.settlements().release(call.ticket());
        this.node.settlements().release(call.ticket());
        this.other.settlements().release(call.ticket());
        assertThat(this.scene.held()).isZero();
        assertThat(this.scene.ledger()).isEmpty();
        assertThat(this.scene.buckets.corrected("TOTAL")).isEqualTo(500);
        assertThat(this.node.settlements().settle(settlement(call, "0.10"))).isEqualTo(Settling.ENDED);
        assertThat(this.scene.used()).isEqualTo("0");
    }

    @Test
    void anotherNodeReleasesACallAndGivesBackItsTokens() {
        AdmittedCall call = this.scene.admit(this.node, "0.50", took(Tokens.Kind.INPUT, 500));

        this.other.settlements().release(call.ticket());
        assertThat(this.scene.buckets.corrected("INPUT")).isEqualTo(500);
        assertThat(this.node.settlements().settle(settlement(call, "0.10"))).isEqualTo(Settling.ENDED);
        assertThat(this.scene.held()).isZero();
    }

    @Test
    void C7_aCallGivenUpWhileItIsAdmittedHoldsNothingWhicheverComesFirst() {
        AdmittedCall late = this.scene.call("0.50");
        this.node.settlements().release(late.ticket());
        assertThat(this.scene.hold(this.scene.store, late, List.of())).isInstanceOf(Closed.class);
        this.node.settlements().open(late);
        assertThat(this.node.settlements().findHere(late.ticket())).isEmpty();

        AdmittedCall early = this.scene.call("0.50");
        assertThat(this.scene.hold(this.scene.store, early, List.of())).isInstanceOf(HoldResult.Held.class);
        this.node.settlements().release(early.ticket());
        this.node.admitted(new Admission(early, true, Scene.reserved(), false, List.of(), Scene.LEASE, false));
        this.scene.clock.advance(Scene.LEASE.multipliedBy(2));
        this.node.reap();
        assertThat(this.node.settlements().findHere(early.ticket())).isEmpty();
        assertThat(this.scene.held()).isZero();
        assertThat(this.scene.ledger()).isEmpty();
    }

    @Test
    void aCallWithoutLimitsHasItsEntryToo() {
        AdmittedCall call = this.scene.call("0.50");
        this.node.settlements().open(call);

        assertThat(this.other.settlements().find(call.ticket())).isEqualTo(new Finding.Open(call));
        assertThat(this.node.settlements().settle(settlement(call, "0.70"))).isEqualTo(Settling.SETTLED);
        assertThat(this.scene.ledger()).singleElement()
            .satisfies((line) -> assertThat(line.charge()).isEqualTo(Money.parse("0.70")));
        assertThat(this.scene.events.told()).isEmpty();
    }

    @Test
    void aCallWithoutLimitsThatNobodyReportsHasItsEntryToo() {
        AdmittedCall call = this.scene.call("0.50");
        this.node.settlements().open(call);

        this.scene.clock.advance(SettlementSettings.DEFAULT.leaseWithoutLimits());
        this.other.reap();
        assertThat(this.scene.ledger()).singleElement().satisfies((line) -> {
            assertThat(line.reason()).isEqualTo(Kind.EXPIRED);
            assertThat(HeldEntry.call(call.ticket(), line.entry())).isEqualTo(call);
        });
    }

}
