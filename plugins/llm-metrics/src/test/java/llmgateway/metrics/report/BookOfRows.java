package llmgateway.metrics.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import llmgateway.core.ledger.LedgerRecord;
import llmgateway.core.ledger.LedgerSpan;
import llmgateway.core.ledger.UsageBook;
import llmgateway.core.ledger.UsageResult;
import llmgateway.core.ledger.UsageRow;

/** A usage book with given rows and entries, which remembers what it was asked for. */
final class BookOfRows implements UsageBook {

    final List<String> asked = new ArrayList<>();

    private final List<UsageRow> rows;

    private final List<LedgerRecord> entries;

    boolean away;

    BookOfRows(List<UsageRow> rows, List<LedgerRecord> entries) {
        this.rows = rows;
        this.entries = entries;
    }

    @Override
    public UsageResult<List<UsageRow>> rollups(Granularity granularity, Instant from, Instant to) {
        this.asked.add(granularity + " " + from + " " + to);
        return this.away ? new UsageResult.Away<>() : new UsageResult.Read<>(this.rows);
    }

    @Override
    public UsageResult<Long> entries(Instant from, Instant to, Consumer<LedgerRecord> record) {
        this.asked.add(from + " " + to);
        this.entries.forEach(record);
        return this.away ? new UsageResult.Away<>() : new UsageResult.Read<>((long) this.entries.size());
    }

    @Override
    public UsageResult<LedgerSpan> span() {
        return this.away ? new UsageResult.Away<>()
                : new UsageResult.Read<>(new LedgerSpan(Optional.of(Instant.parse("2026-09-01T00:00:00Z")),
                        Optional.of(Instant.parse("2026-10-02T10:00:00Z"))));
    }

}
