package llmgateway.metrics.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import llmgateway.core.ledger.UsageBook;
import llmgateway.core.ledger.UsageResult;
import llmgateway.core.ledger.UsageRow;
import llmgateway.core.ledger.UsageSums;

/** Sums usage up by what a query asks for. Thread-safe. */
final class UsageReports {

    private final UsageBook book;

    UsageReports(UsageBook book) {
        this.book = book;
    }

    UsageResult<UsageReport> report(UsageQuery query) {
        return switch (this.book.rollups(query.granularity(), query.from(), query.to())) {
            case UsageResult.Away<List<UsageRow>>() -> new UsageResult.Away<>();
            case UsageResult.Read<List<UsageRow>>(List<UsageRow> rows) -> new UsageResult.Read<>(sum(query, rows));
        };
    }

    private static UsageReport sum(UsageQuery query, List<UsageRow> rows) {
        Map<List<String>, UsageSums> sums = new TreeMap<>(UsageReports::compare);
        UsageSums total = UsageSums.NONE;
        for (UsageRow row : rows) {
            if (counts(query, row)) {
                sums.merge(query.groupBy().stream().map((dimension) -> dimension.of(row)).toList(), row.sums(),
                        UsageSums::plus);
                total = total.plus(row.sums());
            }
        }
        List<UsageReport.Row> summed = new ArrayList<>(sums.size());
        sums.forEach((groups, sum) -> summed.add(new UsageReport.Row(groups, sum)));
        return new UsageReport(query, summed, total);
    }

    private static boolean counts(UsageQuery query, UsageRow row) {
        return query.filters()
            .entrySet()
            .stream()
            .allMatch((filter) -> filter.getValue().matches(filter.getKey().of(row)));
    }

    private static int compare(List<String> one, List<String> other) {
        for (int i = 0; i < one.size(); i++) {
            int order = one.get(i).compareTo(other.get(i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

}
