package llmgateway.budget.account.redis;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import llmgateway.budget.account.HoldResult.Held;
import llmgateway.budget.archive.EntryId;
import llmgateway.budget.archive.KeptLedger;
import llmgateway.budget.archive.KeptLedger.Turn;
import llmgateway.budget.redis.Eventually;
import llmgateway.budget.redis.RedisProcess;
import llmgateway.core.call.Ticket;
import llmgateway.core.ledger.LedgerRecord;
import llmgateway.core.ledger.LedgerSpan;
import llmgateway.core.ledger.UsageResult;
import llmgateway.core.ledger.UsageResult.Away;
import llmgateway.core.ledger.UsageResult.Read;
import llmgateway.core.money.Money;

import static org.assertj.core.api.Assertions.assertThat;

class RedisKeptLedgerTest {

    /** Redis drops entries by nodes of so many at most. */
    private static final int NODE = 100;

    private static final int ENTRIES = 3 * NODE;

    private static final Duration NO_TIME = Duration.ofMillis(1);

    private static final Duration LONG = Duration.ofDays(400);

    private static RedisProcess redis;

    private static Node node;

    private final Calls calls = Calls.underCap("1.00");

    private KeptLedger ledger;

    @BeforeAll
    static void start() {
        redis = RedisProcess.start();
        node = Node.on(redis.address());
    }

    @AfterAll
    static void stop() {
        node.close();
        redis.close();
    }

    @BeforeEach
    void openLedger() {
        this.ledger = node.accounts().ledger(this.calls.organisation());
    }

    @Test
    void entriesPastTheirTimeAreDroppedAndWhatWasSpentStays() {
        settleAll();

        assertThat(this.ledger.trim(NO_TIME)).isInstanceOfSatisfying(Read.class,
                (dropped) -> assertThat((Long) dropped.value()).isBetween(2L * NODE, (long) ENTRIES));

        assertThat(entries()).isLessThan(NODE + 1);
        assertThat(this.calls.balance(node.accounts()).used()).isEqualTo(ENTRIES);
        try (Node fresh = Node.on(redis.address())) {
            assertThat(this.calls.hold(fresh.accounts(), this.calls.ticket(), Money.ZERO)).isInstanceOf(Held.class);
        }
    }

    @Test
    void entriesWithinTheirTimeStay() {
        settleAll();

        assertThat(this.ledger.trim(LONG)).isEqualTo(new Read<>(0L));
        assertThat(entries()).isEqualTo(ENTRIES);
    }

    @Test
    void whatIsNotArchivedStaysWhateverItsAge() {
        settleAll();
        this.ledger.turn(true, LONG);
        this.ledger.trim(NO_TIME);
        assertThat(entries()).isEqualTo(ENTRIES);

        EntryId archived = id(2 * NODE);
        this.ledger.archived(archived, LONG);
        this.ledger.trim(NO_TIME);

        assertThat(entries()).isLessThan(ENTRIES);
        assertThat(page(archived, ENTRIES)).hasSize(ENTRIES - 2 * NODE);
    }

    @Test
    void oneNodeHasTheTurnUntilItsLeaseIsOver() {
        KeptLedger other = node.accounts().ledger(this.calls.organisation());

        assertThat(this.ledger.turn(true, LONG)).isEqualTo(new Turn.Mine(EntryId.NONE));
        assertThat(other.turn(true, LONG)).isEqualTo(new Turn.AnotherNodes());
        assertThat(other.archived(new EntryId(7, 1), LONG)).isEqualTo(new Turn.AnotherNodes());

        assertThat(this.ledger.archived(new EntryId(5, 1), NO_TIME)).isEqualTo(new Turn.Mine(new EntryId(5, 1)));
        Eventually.until("the lease is over", () -> other.turn(true, LONG).equals(new Turn.Mine(new EntryId(5, 1))));
        assertThat(this.ledger.archived(new EntryId(9, 1), LONG)).isEqualTo(new Turn.AnotherNodes());
    }

    @Test
    void nodesWithoutAnArchiveLeaveAnArchivedLedgerAlone() {
        KeptLedger withoutArchive = node.accounts().ledger(this.calls.organisation());
        assertThat(withoutArchive.turn(false, NO_TIME)).isInstanceOf(Turn.Mine.class);

        this.ledger.turn(true, LONG);

        assertThat(withoutArchive.turn(false, LONG)).isEqualTo(new Turn.ArchivedElsewhere(EntryId.NONE));
    }

    @Test
    void tellsWhichEntriesThereAre() {
        RedisUsageBook book = new RedisUsageBook(node.connection(), this.calls.organisation(), UsageRetention.DEFAULT);
        assertThat(book.span()).isEqualTo(new Read<>(LedgerSpan.EMPTY));

        settleAll();
        this.ledger.turn(true, LONG);
        assertThat(span(book).archivedTo()).isEmpty();
        this.ledger.archived(id(NODE), LONG);

        LedgerSpan span = span(book);
        assertThat(span.keptSince().map((since) -> since.toEpochMilli())).contains(id(1).millis());
        assertThat(span.archivedTo().map((to) -> to.toEpochMilli())).contains(id(NODE).millis());
    }

    @Test
    void handsEntriesOverInTheOrderWritten() {
        settleAll();

        assertThat(page(EntryId.NONE, 2)).extracting(EntryId::parse).containsExactly(id(1), id(2));
        assertThat(page(id(2), ENTRIES)).hasSize(ENTRIES - 2).first().isEqualTo(id(3).toString());
        assertThat(page(id(ENTRIES), 1)).isEmpty();
    }

    @Test
    void I1_deadRedisIsSaidToBe() {
        try (RedisProcess dead = RedisProcess.start(); Node lonely = Node.on(dead.address())) {
            this.calls.balance(lonely.accounts());
            dead.kill();
            KeptLedger away = lonely.accounts().ledger(this.calls.organisation());

            assertThat(away.turn(true, LONG)).isEqualTo(new Turn.Away());
            assertThat(away.trim(LONG)).isEqualTo(new Away<>());
            assertThat(away.after(EntryId.NONE, 1)).isEqualTo(new Away<>());
        }
    }

    private List<String> page(EntryId after, int most) {
        return ((Read<List<LedgerRecord>>) this.ledger.after(after, most)).value()
            .stream()
            .map(LedgerRecord::id)
            .toList();
    }

    private static LedgerSpan span(RedisUsageBook book) {
        return ((UsageResult.Read<LedgerSpan>) book.span()).value();
    }

    private int entries() {
        return RedisLedger.read(redis, this.calls.organisation()).size();
    }

    /** Id of an entry, counted from 1. */
    private EntryId id(int number) {
        return EntryId.parse(RedisLedger.read(redis, this.calls.organisation()).get(number - 1).id());
    }

    private void settleAll() {
        for (int i = 0; i < ENTRIES; i++) {
            Ticket ticket = this.calls.ticket();
            this.calls.hold(node.accounts(), ticket, Money.ZERO);
            this.calls.settle(node.accounts(), ticket, new Money(1));
        }
    }

}
