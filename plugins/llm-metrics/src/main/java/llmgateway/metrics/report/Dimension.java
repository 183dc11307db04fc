package llmgateway.metrics.report;

import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

import llmgateway.core.ledger.UsageRow;

/** What usage can be told apart by. */
public enum Dimension {

    CONSUMER((row) -> row.key().consumer()),

    GROUP((row) -> row.key().consumerGroup()),

    MODEL((row) -> row.key().model()),

    PROVIDER((row) -> row.key().provider()),

    ROUTE((row) -> row.key().route()),

    /** A call counts under each of its tags. */
    TAG((row) -> row.key().tag()),

    /** A day of UTC, such as {@code 2026-10-01}. */
    DAY((row) -> row.start().atOffset(ZoneOffset.UTC).toLocalDate().toString()),

    /** An hour of UTC, by its first instant. */
    HOUR((row) -> row.start().truncatedTo(ChronoUnit.HOURS).toString());

    private final Function<UsageRow, String> value;

    Dimension(Function<UsageRow, String> value) {
        this.value = value;
    }

    static Optional<Dimension> named(String wireName) {
        return Arrays.stream(values()).filter((dimension) -> dimension.wireName().equals(wireName)).findFirst();
    }

    static List<String> wireNames() {
        return Arrays.stream(values()).map(Dimension::wireName).toList();
    }

    /** Whether usage can be filtered by it; time has its own bounds. */
    boolean isName() {
        return this != DAY && this != HOUR;
    }

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    String of(UsageRow row) {
        return this.value.apply(row);
    }

}
