package llmgateway.metrics.report;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

import llmgateway.core.ledger.LedgerRecord;
import llmgateway.core.ledger.LedgerSpan;
import llmgateway.core.ledger.UsageBook;
import llmgateway.core.ledger.UsageResult;
import llmgateway.core.ledger.UsageRow;

/** A ledger without sums. */
final class BookOfEntries implements UsageBook {

    private final List<LedgerRecord> entries;

    boolean away;

    BookOfEntries(List<LedgerRecord> entries) {
        this.entries = entries;
    }

    @Override
    public UsageResult<List<UsageRow>> rollups(Granularity granularity, Instant from, Instant to) {
        return new UsageResult.Away<>();
    }

    @Override
    public UsageResult<Long> entries(Instant from, Instant to, Consumer<LedgerRecord> record) {
        List<LedgerRecord> within = this.entries.stream()
            .filter((entry) -> !entry.at().isBefore(from) && entry.at().isBefore(to))
            .toList();
        within.forEach(record);
        return this.away ? new UsageResult.Away<>() : new UsageResult.Read<>((long) within.size());
    }

    @Override
    public UsageResult<LedgerSpan> span() {
        return new UsageResult.Away<>();
    }

}
