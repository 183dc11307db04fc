package llmgateway.budget.settlement;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import llmgateway.budget.account.Ending.Kind;
import llmgateway.budget.account.LedgerLine;
import llmgateway.budget.account.Unavailable.Reason;
import llmgateway.budget.limit.Allowance.Tokens;
import llmgateway.budget.settlement.journal.FileJournal;
import llmgateway.budget.settlement.journal.JournalSettings;
import llmgateway.core.ledger.AdmittedCall;
import llmgateway.core.ledger.Settlements.Settling;

import static llmgateway.budget.settlement.Scene.settlement;
import static llmgateway.budget.settlement.Scene.took;
import static org.assertj.core.api.Assertions.assertThat;

/** The journal brings back what the store lost, and what this process could not bring. */
class JournalReplayTest {

    private static final Duration ROUND = Duration.ofSeconds(1);

    private final Scene scene = new Scene();

    @TempDir
    Path directory;

    @AfterEach
    void close() {
        this.scene.close();
    }

    @Test
    void I3_failoverThatLosesAcknowledgedSettlementsIsMadeGoodAndTwiceChangesNothing() throws Exception {
        SettlementNode node = started();
        settle(node, 20, "0.10");
        int replica = this.scene.store.position();
        settle(node, 30, "0.07");
        String used = this.scene.used();
        List<LedgerLine> ledger = this.scene.ledger();

        failOver(node, replica);
        assertThat(this.scene.used()).isEqualTo("2");
        node.sendAgain();
        assertThat(this.scene.used()).isEqualTo(used).isEqualTo("4.1");
        assertThat(this.scene.held()).isZero();
        assertThat(this.scene.ledger()).hasSameSizeAs(ledger)
            .extracting(LedgerLine::ticket)
            .containsExactlyInAnyOrderElementsOf(ledger.stream().map(LedgerLine::ticket).toList());
        assertThat(this.scene.ledger()).extracting(LedgerLine::entry)
            .containsExactlyInAnyOrderElementsOf(ledger.stream().map(LedgerLine::entry).toList());

        failOver(node, this.scene.store.position());
        node.sendAgain();
        assertThat(this.scene.used()).isEqualTo(used);
        assertThat(this.scene.ledger()).hasSize(50);
        assertThat(this.scene.buckets.corrected("TOTAL")).as("once each").isEqualTo(50 * 380);
    }

    @Test
    void I3_anotherProcessOfTheNodeReplaysWhatTheStoreLost() throws Exception {
        SettlementNode node = started();
        int replica = this.scene.store.position();
        settle(node, 30, "0.07");
        flush(node);
        this.scene.kill(node);
        this.scene.store.failOverTo(replica);
        assertThat(this.scene.used()).isEqualTo("0");

        SettlementNode next = started();
        assertThat(this.scene.used()).isEqualTo("2.1");
        assertThat(this.scene.ledger()).hasSize(30).extracting(LedgerLine::reason).containsOnly(Kind.RESTORED);
        this.scene.kill(next);
        started();
        assertThat(this.scene.used()).isEqualTo("2.1");
    }

    @Test
    void I3_aSettlementThatHadWaitedIsReplayedToo() throws Exception {
        SettlementNode node = started();
        int replica = this.scene.store.position();
        AdmittedCall call = this.scene.admit(node, "0.50");
        this.scene.store.loseReplies();
        node.settlements().settle(settlement(call, "0.10"));
        this.scene.store.comeBack();
        node.sendAgain();

        failOver(node, replica);
        node.sendAgain();
        assertThat(this.scene.used()).isEqualTo("0.1");
        assertThat(this.scene.ledger()).hasSize(1);
    }

    @Test
    void whatWasSettledLongBeforeTheOutageIsNotReplayed() throws Exception {
        SettlementNode node = started();
        settle(node, 5, "0.10");
        this.scene.clock.advance(Duration.ofMinutes(6));
        settle(node, 5, "0.01");
        int before = this.scene.store.position();

        failOver(node, before);
        int probes = this.scene.store.position() - before;
        node.sendAgain();
        assertThat(this.scene.store.position() - before - probes).isEqualTo(5);
        assertThat(this.scene.used()).isEqualTo("0.55");
    }

    @Test
    void C3_nothingIsChargedTwiceThatTheStoreHasEndedAndForgotten() throws Exception {
        SettlementNode node = started();
        settle(node, 5, "0.10");
        flush(node);
        this.scene.store.goAway(Reason.TIMEOUT);
        node.reap();
        this.scene.clock.advance(FragileAccounts.REMEMBERED.plus(ROUND));
        this.scene.store.comeBack();
        node.reap();
        node.sendAgain();

        assertThat(this.scene.used()).isEqualTo("0.5");
        assertThat(this.scene.ledger()).hasSize(5);
    }

    @Test
    void settlementsThatWaitedWhenTheRunnerWasKilledReachTheStoreAfterItsRestart() throws Exception {
        SettlementNode node = started();
        AdmittedCall held = this.scene.admit(node, "0.50");
        AdmittedCall released = this.scene.admit(node, "0.50");
        this.scene.store.goAway(Reason.CONNECTION);
        AdmittedCall unheld = this.scene.admit(node, "0.50");
        node.settlements().settle(settlement(held, "0.10"));
        node.settlements().settle(settlement(unheld, "0.20"));
        node.settlements().release(released.ticket());
        flush(node);
        this.scene.kill(node);

        SettlementNode next = started();
        assertThat(next.settlements().settle(settlement(held, "0.30"))).isEqualTo(Settling.PENDING);
        this.scene.store.comeBack();
        next.reap();
        next.sendAgain();
        assertThat(this.scene.used()).isEqualTo("0.3");
        assertThat(this.scene.held()).isZero();
        this.scene.kill(next);
        started();
        assertThat(this.scene.ledger()).hasSize(2);
    }

    @Test
    void I6_callsLetThroughWithoutTheStoreOutliveTheirRunner() throws Exception {
        SettlementNode node = started();
        this.scene.store.goAway(Reason.CONNECTION);
        AdmittedCall carried = this.scene.admit(node, "0.50", true);
        AdmittedCall reported = this.scene.admit(node, "0.50");
        this.scene.admit(node, "0.50");
        flush(node);
        this.scene.kill(node);
        this.scene.store.comeBack();

        SettlementNode next = started();
        assertThat(next.settlements().findHere(reported.ticket())).contains(reported);
        assertThat(next.settlements().settle(settlement(reported, "0.10"))).isEqualTo(Settling.SETTLED);
        this.scene.clock.advance(Duration.ofSeconds(11));
        next.reap();
        assertThat(next.settlements().findHere(carried.ticket())).as("it ended with its runner").isEmpty();
        assertThat(this.scene.used()).isEqualTo("0.6");
        this.scene.clock.advance(Scene.LEASE);
        next.reap();
        assertThat(this.scene.used()).isEqualTo("1.1");
        assertThat(this.scene.ledger()).hasSize(3);

        flush(next);
        this.scene.kill(next);
        started().reap();
        assertThat(this.scene.ledger()).hasSize(3);
    }

    @Test
    void settlementsBeyondWhatMemoryKeepsReachTheStoreFromTheJournal() throws Exception {
        SettlementNode node = started(settings().withMostWaiting(3));
        List<AdmittedCall> calls = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            calls.add(this.scene.admit(node, "0.50"));
        }
        this.scene.store.goAway(Reason.CONNECTION);
        calls.forEach((call) -> node.settlements().settle(settlement(call, "0.10")));
        flush(node);
        this.scene.store.comeBack();
        node.sendAgain();
        node.sendAgain();

        assertThat(this.scene.used()).isEqualTo("1");
        assertThat(this.scene.held()).isZero();
        flush(node);
        this.scene.kill(node);
        started();
        assertThat(this.scene.used()).isEqualTo("1");
    }

    @Test
    void replayGoesOnWhenTheStoreGoesAwayMeanwhile() throws Exception {
        SettlementNode node = started();
        int replica = this.scene.store.position();
        settle(node, 10, "0.10");
        flush(node);
        failOver(node, replica);
        this.scene.store.goAway(Reason.READ_ONLY);
        node.sendAgain();
        this.scene.store.comeBack();
        node.reap();
        node.sendAgain();

        assertThat(this.scene.used()).isEqualTo("1");
    }

    @Test
    void I9_aJournalThatCannotBeWrittenStopsNothing() throws Exception {
        Path file = Files.writeString(this.directory.resolve("file"), "in the way");
        SettlementNode node = started(SettlementSettings.DEFAULT.withJournal(JournalSettings.in(file)));
        settle(node, 3, "0.10");
        flush(node);

        assertThat(this.scene.used()).isEqualTo("0.3");
        assertThat(this.scene.events.told()).contains("journal failed");
    }

    private void settle(SettlementNode node, int calls, String cost) {
        for (int i = 0; i < calls; i++) {
            AdmittedCall call = this.scene.admit(node, "0.50", took(Tokens.Kind.TOTAL, 500));
            assertThat(node.settlements().settle(settlement(call, cost))).isEqualTo(Settling.SETTLED);
        }
    }

    /** A replica takes over, after an outage that this node notices. */
    private void failOver(SettlementNode node, int replica) throws InterruptedException {
        flush(node);
        this.scene.store.goAway(Reason.CONNECTION);
        node.reap();
        this.scene.store.failOverTo(replica);
        this.scene.store.comeBack();
        node.reap();
    }

    private SettlementNode started() {
        return started(settings());
    }

    private SettlementNode started(SettlementSettings settings) {
        SettlementNode node = this.scene.node(settings);
        node.sendAgain();
        node.sendAgain();
        return node;
    }

    private SettlementSettings settings() {
        return SettlementSettings.DEFAULT.withJournal(JournalSettings.in(this.directory));
    }

    private static void flush(SettlementNode node) throws InterruptedException {
        ((FileJournal) node.journal()).flush();
    }

}
