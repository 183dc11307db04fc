package llmgateway.budget.settlement;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.io.TempDir;

import llmgateway.budget.account.LedgerLine;
import llmgateway.budget.account.Unavailable.Reason;
import llmgateway.budget.settlement.journal.FileJournal;
import llmgateway.budget.settlement.journal.JournalSettings;
import llmgateway.core.call.Ticket;
import llmgateway.core.ledger.AdmittedCall;
import llmgateway.core.money.Money;

import static llmgateway.budget.settlement.Scene.settlement;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Calls admitted, settled, released and left alone by two nodes in any order, through
 * outages, lost replies, failovers and killed runners: in the end every call has ended
 * once, the accounts say what the ledger says, and nothing is held.
 */
class SettlementPropertyTest {

    private static final int STEPS = 400;

    private static final Duration LONG = Duration.ofMinutes(10);

    private final long seed = RandomGenerator.getDefault().nextLong();

    private final RandomGenerator random = new SplittableRandom(this.seed);

    private final List<AdmittedCall> calls = new ArrayList<>();

    private final Set<Ticket> released = new HashSet<>();

    @TempDir
    Path directory;

    @RepeatedTest(20)
    void everyCallEndsOnceAndTheLedgerAddsUp() throws Exception {
        try (Scene scene = new Scene(this.seed)) {
            List<SettlementNode> nodes = new ArrayList<>(List.of(node(scene, 0), node(scene, 1)));
            for (int step = 0; step < STEPS; step++) {
                step(scene, nodes);
            }
            settleDown(scene, nodes);
            check(scene);
        }
    }

    private void step(Scene scene, List<SettlementNode> nodes) throws Exception {
        int which = this.random.nextInt(2);
        SettlementNode node = nodes.get(which);
        switch (this.random.nextInt(16)) {
            case 0, 1, 2, 3, 4 -> this.calls.add(scene.admit(node, "0.50", this.random.nextBoolean()));
            case 5, 6, 7, 8 -> {
                if (!this.calls.isEmpty()) {
                    node.settlements().settle(settlement(recent(), "0.%02d".formatted(this.random.nextInt(99))));
                }
            }
            case 9 -> {
                if (!this.calls.isEmpty()) {
                    AdmittedCall call = recent();
                    this.released.add(call.ticket());
                    node.settlements().release(call.ticket());
                }
            }
            case 10 -> scene.store.goAway(Reason.CONNECTION);
            case 11 -> scene.store.loseReplies();
            case 12 -> scene.store.comeBack();
            case 13 -> round(node);
            case 14 -> scene.clock.advance(Duration.ofSeconds(this.random.nextInt(20)));
            default -> {
                if (this.random.nextInt(10) == 0) {
                    ((FileJournal) node.journal()).flush();
                    scene.kill(node);
                    nodes.set(which, node(scene, which));
                }
            }
        }
    }

    private void settleDown(Scene scene, List<SettlementNode> nodes) {
        scene.store.comeBack();
        for (int i = 0; i < 4; i++) {
            nodes.forEach(SettlementPropertyTest::round);
        }
        scene.clock.advance(SettlementSettings.DEFAULT.longestRenewed());
        for (int i = 0; i < 4; i++) {
            scene.clock.advance(LONG);
            nodes.forEach(SettlementPropertyTest::round);
        }
    }

    private void check(Scene scene) {
        List<LedgerLine> ledger = scene.ledger();
        Map<String, Integer> entries = new HashMap<>();
        ledger.forEach((line) -> entries.merge(callId(line), 1, Integer::sum));
        assertThat(entries.values()).as("seed %d: one entry a call", this.seed).allMatch((count) -> count == 1);
        List<Ticket> lost = this.calls.stream()
            .filter((call) -> !entries.containsKey(call.callId().value()))
            .map(AdmittedCall::ticket)
            .filter((ticket) -> !this.released.contains(ticket))
            .toList();
        assertThat(lost).as("seed %d: every call has an entry or was released", this.seed).isEmpty();
        Money charged = ledger.stream().map(LedgerLine::charge).reduce(Money.ZERO, Money::plus);
        assertThat(scene.used()).as("seed %d", this.seed).isEqualTo(charged.toString());
        assertThat(scene.held()).as("seed %d", this.seed).isZero();
        assertThat(scene.balance(scene.local, Scene.MONEY).held()).as("seed %d", this.seed).isZero();
        assertThat(scene.balance(scene.local, Scene.SLOTS).held()).as("seed %d", this.seed).isZero();
    }

    private static String callId(LedgerLine line) {
        String settled = line.entry().fields().getOrDefault("cost_of", "");
        return settled.isEmpty() ? line.entry().fields().getOrDefault("call_id", "") : settled;
    }

    private AdmittedCall recent() {
        int from = Math.max(0, this.calls.size() - 12);
        return this.calls.get(this.random.nextInt(from, this.calls.size()));
    }

    private static void round(SettlementNode node) {
        node.renewLeases();
        node.sendAgain();
        node.reap();
    }

    private SettlementNode node(Scene scene, int which) {
        return scene.node(SettlementSettings.DEFAULT
            .withJournal(JournalSettings.in(this.directory.resolve(Integer.toString(which)))));
    }

}
