package llmgateway.budget.limit;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

import llmgateway.budget.account.HoldRequest;
import llmgateway.core.model.NamePattern;

/**
 * The limits set for a route, consumer or group, or as defaults for all.
 *
 * @param limits no two of the same name
 * @param timeZone of limits that name none
 * @param onRedisFailure for limits that say nothing
 * @param defaultOutputTokens the limit that a call gets whose client sets none; empty to
 * reserve the model's maximum and leave the request as it is
 * @param rollingHolds whether what a call holds may begin small and grow while its answer
 * is streamed, which then ends where a cap has no more room
 */
public record LimitSettings(List<Limit> limits, ZoneId timeZone, OnRedisFailure onRedisFailure,
        OptionalInt defaultOutputTokens, boolean rollingHolds) {

    /** No limit. */
    public static final LimitSettings NONE = new LimitSettings(List.of(), ZoneOffset.UTC, OnRedisFailure.DENY,
            OptionalInt.empty(), true);

    public LimitSettings {
        limits = List.copyOf(limits);
        if (limits.stream().map(Limit::name).distinct().count() < limits.size()) {
            throw new IllegalArgumentException("two limits have the same name");
        }
    }

    /** These and the defaults, except for defaults of the same name. */
    public LimitSettings over(LimitSettings defaults) {
        Map<String, Limit> byName = new LinkedHashMap<>();
        defaults.limits.forEach((limit) -> byName.put(limit.name(), limit));
        this.limits.forEach((limit) -> byName.put(limit.name(), limit));
        return new LimitSettings(List.copyOf(byName.values()), this.timeZone, this.onRedisFailure,
                this.defaultOutputTokens, this.rollingHolds);
    }

    /** The limits on a call, defaults first, in the order they were set. */
    public List<ApplicableLimit> appliedTo(Subjects call) {
        return this.limits.stream().flatMap((limit) -> limit.appliedTo(call).stream()).toList();
    }

    /**
     * On so many accounts one call may have to hold, whatever its model; more than
     * {@link HoldRequest#MOST_ACCOUNTS} cannot be held together.
     */
    public long mostAccountsOfACall() {
        List<Limit> kept = this.limits.stream().filter(Limit::usesAccount).toList();
        long onModelsNotNamed = kept.stream()
            .filter((limit) -> limit.models().isEmpty() || !limit.models().stream().allMatch(NamePattern::isPlainName))
            .count();
        long onNamedModel = kept.stream()
            .flatMap((limit) -> limit.models().stream())
            .filter(NamePattern::isPlainName)
            .distinct()
            .mapToLong((name) -> kept.stream().filter((limit) -> limit.covers(name.text())).count())
            .max()
            .orElse(0);
        return Math.max(onModelsNotNamed, onNamedModel);
    }

}
