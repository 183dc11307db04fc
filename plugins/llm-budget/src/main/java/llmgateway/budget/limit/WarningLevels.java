package llmgateway.budget.limit;

import java.util.List;
import java.util.OptionalInt;

import llmgateway.budget.account.Account;

/**
 * How much of a cap may be used before it is told.
 *
 * @param percents 1 to 100, each once; kept in ascending order
 */
public record WarningLevels(List<Integer> percents) {

    public static final WarningLevels DEFAULT = new WarningLevels(List.of(50, 80, 100));

    public WarningLevels {
        percents = percents.stream().sorted().toList();
        if (percents.stream().anyMatch((percent) -> percent < 1 || percent > 100)
                || percents.stream().distinct().count() < percents.size()) {
            throw new IllegalArgumentException("warning levels are different percentages from 1 to 100: " + percents);
        }
    }

    /**
     * The highest level reached; empty if none is. Exact: no rounding.
     * @param used in the cap's unit, at least 0; may be above the cap
     * @param cap 0 to {@link Account#LARGEST}
     */
    public OptionalInt reached(long used, long cap) {
        long withinCap = Math.min(used, cap);
        return this.percents.stream()
            .mapToInt(Integer::intValue)
            .filter((percent) -> withinCap * 100 >= cap * percent)
            .max();
    }

}
