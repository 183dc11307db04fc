package llmgateway.budget.archive;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import llmgateway.core.call.Ticket;
import llmgateway.core.ledger.LedgerEntry;
import llmgateway.core.ledger.LedgerRecord;
import llmgateway.core.ledger.UsageResult;
import llmgateway.core.money.Money;

/**
 * A ledger in a list, always this node's turn, which may die before it notes anything.
 */
final class ListedLedger implements KeptLedger {

    private final List<LedgerRecord> entries = new ArrayList<>();

    private EntryId archivedTo = EntryId.NONE;

    boolean diesBeforeItIsTold;

    void write(String time, long sequence) {
        Instant at = Instant.parse(time);
        this.entries.add(new LedgerRecord(new EntryId(at.toEpochMilli(), sequence).toString(), at,
                new Ticket("ticket-" + this.entries.size()), "settled", Money.parse("0.25"), Money.parse("0.5"),
                new LedgerEntry(Map.of("consumer", "zo\u00eb \"x\"", "model", "gpt-4o"))));
    }

    List<String> lines() {
        return this.entries.stream().map(EntryJson::line).toList();
    }

    void forgetWhatIsArchived() {
        this.archivedTo = EntryId.NONE;
    }

    EntryId archivedTo() {
        return this.archivedTo;
    }

    @Override
    public Turn turn(boolean archives, Duration lease) {
        return new Turn.Mine(this.archivedTo);
    }

    @Override
    public Turn archived(EntryId last, Duration lease) {
        if (this.diesBeforeItIsTold) {
            return new Turn.Away();
        }
        this.archivedTo = last;
        return new Turn.Mine(last);
    }

    @Override
    public UsageResult<List<LedgerRecord>> after(EntryId id, int most) {
        return new UsageResult.Read<>(this.entries.stream()
            .filter((entry) -> EntryId.parse(entry.id()).compareTo(id) > 0)
            .limit(most)
            .toList());
    }

    @Override
    public UsageResult<Long> trim(Duration retention) {
        return new UsageResult.Read<>(0L);
    }

}
