package llmgateway.quickstart;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import llmgateway.core.ledger.UsageBook;
import llmgateway.core.ledger.UsageResult;
import llmgateway.core.ledger.UsageRow;
import llmgateway.core.money.Money;

/**
 * What the demo's calls came to.
 *
 * @param lines for a person
 * @param calls in all
 * @param consumers who made them
 */
record Bill(List<String> lines, long calls, Set<String> consumers) {

    static Bill of(UsageBook book) throws StepFailedException {
        Instant now = Instant.now();
        UsageResult<List<UsageRow>> read = book.rollups(UsageBook.Granularity.HOUR, now.minus(Duration.ofHours(1)),
                now.plus(Duration.ofHours(1)));
        if (!(read instanceof UsageResult.Read<List<UsageRow>>(List<UsageRow> rows))) {
            throw new StepFailedException("the ledger cannot be read");
        }
        Map<String, Sum> sums = new TreeMap<>();
        for (UsageRow row : rows) {
            sums.merge(row.key().consumer() + " " + row.key().model(), Sum.of(row), Sum::plus);
        }
        List<String> lines = new ArrayList<>();
        lines.add("%-30s %5s %8s %8s %12s".formatted("consumer, model", "calls", "in", "out", "USD"));
        Sum total = new Sum(0, 0, 0, Money.ZERO);
        for (Map.Entry<String, Sum> entry : sums.entrySet()) {
            lines.add(entry.getValue().line(entry.getKey()));
            total = total.plus(entry.getValue());
        }
        lines.add(total.line("total"));
        return new Bill(lines, total.calls(),
                Set.copyOf(rows.stream().map((row) -> row.key().consumer()).distinct().toList()));
    }

    private record Sum(long calls, long input, long output, Money charge) {

        static Sum of(UsageRow row) {
            return new Sum(row.sums().calls(), row.sums().inputTokens(), row.sums().outputTokens(),
                    row.sums().charge());
        }

        Sum plus(Sum other) {
            return new Sum(this.calls + other.calls, this.input + other.input, this.output + other.output,
                    this.charge.plus(other.charge));
        }

        String line(String title) {
            return "%-30s %5d %8d %8d %12s".formatted(title, this.calls, this.input, this.output, this.charge);
        }

    }

}
