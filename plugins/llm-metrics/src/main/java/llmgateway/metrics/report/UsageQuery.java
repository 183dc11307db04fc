package llmgateway.metrics.report;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import llmgateway.core.ledger.UsageBook.Granularity;
import llmgateway.core.model.NamePattern;

/**
 * Which usage, told apart by what.
 *
 * @param granularity of the sums that are read: those of every period of which a part
 * lies in the time are counted whole
 * @param from the first instant, at the start of a period
 * @param to the first instant after, at the start of a period
 * @param groupBy in the order of the columns; empty for one sum of all
 * @param filters of names that count
 */
public record UsageQuery(Granularity granularity, Instant from, Instant to, List<Dimension> groupBy,
        Map<Dimension, NamePattern> filters) {

    public UsageQuery {
        groupBy = List.copyOf(groupBy);
        filters = Map.copyOf(filters);
    }

}
