package llmgateway.budget.account.redis;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import llmgateway.core.ledger.UsageBook.Granularity;
import llmgateway.core.ledger.UsageKey;
import llmgateway.core.ledger.UsageRow;
import llmgateway.core.ledger.UsageSums;
import llmgateway.core.money.Money;

/** The hashes that {@code usage.lua} counts in: one a period. */
enum UsageHash {

    HOUR("hour", "uuuuMMddHH", ChronoUnit.HOURS), DAY("day", "uuuuMMdd", ChronoUnit.DAYS),
    TAG("tag", "uuuuMMdd", ChronoUnit.DAYS) {

        @Override
        UsageKey keyOf(List<String> dimensions) {
            return new UsageKey(dimensions.get(0), "", "", "", "", dimensions.get(1));
        }

    };

    private static final JsonMapper JSON = JsonMapper.shared();

    private static final TypeReference<List<String>> DIMENSIONS = new TypeReference<>() {
    };

    private final String name;

    private final DateTimeFormatter period;

    private final ChronoUnit length;

    UsageHash(String name, String period, ChronoUnit length) {
        this.name = name;
        this.period = DateTimeFormatter.ofPattern(period).withZone(ZoneOffset.UTC);
        this.length = length;
    }

    static UsageHash of(Granularity granularity) {
        return switch (granularity) {
            case HOUR -> HOUR;
            case DAY -> DAY;
            case TAG -> TAG;
        };
    }

    /** Start of the period that an instant is in. */
    Instant periodOf(Instant instant) {
        return instant.truncatedTo(this.length);
    }

    Instant next(Instant period) {
        return period.plus(1, this.length);
    }

    /** Without the organisation's prefix. */
    String key(Instant period) {
        return "usage:" + this.name + ":" + this.period.format(period);
    }

    /**
     * @param fields of the period's hash
     */
    List<UsageRow> rows(Instant period, Map<String, String> fields) {
        Map<String, Map<String, Long>> byDimensions = new HashMap<>();
        fields.forEach((field, sum) -> {
            int bar = field.lastIndexOf('|');
            byDimensions.computeIfAbsent(field.substring(0, bar), (key) -> new HashMap<>())
                .put(field.substring(bar + 1), Long.parseLong(sum));
        });
        List<UsageRow> rows = new ArrayList<>(byDimensions.size());
        byDimensions.forEach((dimensions, sums) -> rows
            .add(new UsageRow(period, keyOf(JSON.readValue(dimensions, DIMENSIONS)), sumsOf(sums))));
        return rows;
    }

    UsageKey keyOf(List<String> dimensions) {
        return new UsageKey(dimensions.get(0), dimensions.get(1), dimensions.get(2), dimensions.get(3),
                dimensions.get(4), "");
    }

    private static UsageSums sumsOf(Map<String, Long> sums) {
        return new UsageSums(sums.getOrDefault("calls", 0L), new Money(sums.getOrDefault("charge", 0L)),
                sums.getOrDefault("input", 0L), sums.getOrDefault("cached", 0L), sums.getOrDefault("output", 0L),
                sums.getOrDefault("reasoning", 0L), sums.getOrDefault("errors", 0L),
                sums.getOrDefault("estimated", 0L));
    }

}
