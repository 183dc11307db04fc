package llmgateway.metrics.report;

import java.util.List;

import llmgateway.core.ledger.UsageSums;

/**
 * What was used.
 *
 * @param rows in the order of their groups
 * @param total of all rows; where it is told by tag, a call counts as often as it has
 * tags
 */
public record UsageReport(UsageQuery query, List<Row> rows, UsageSums total) {

    public UsageReport {
        rows = List.copyOf(rows);
    }

    /**
     * @param groups a value for each of {@link UsageQuery#groupBy}, "" for none
     */
    public record Row(List<String> groups, UsageSums sums) {

        public Row {
            groups = List.copyOf(groups);
        }

    }

}
