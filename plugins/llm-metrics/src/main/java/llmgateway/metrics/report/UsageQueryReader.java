package llmgateway.metrics.report;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import llmgateway.core.ledger.UsageBook.Granularity;
import llmgateway.core.model.NamePattern;

/** Reads a query from the parameters of its URL. */
final class UsageQueryReader {

    private static final Duration USUAL_DAYS = Duration.ofDays(30);

    private static final Duration USUAL_HOURS = Duration.ofDays(1);

    private static final Duration MOST_DAYS = Duration.ofDays(400);

    private static final Duration MOST_HOURS = Duration.ofDays(31);

    /** What sums by tag are kept by. */
    private static final Set<Dimension> WITH_TAGS = Set.of(Dimension.TAG, Dimension.CONSUMER, Dimension.DAY);

    private UsageQueryReader() {
    }

    /** The names that may be given, of which {@code format} is read elsewhere. */
    static Set<String> names() {
        Set<String> names = new TreeSet<>(Set.of("from", "to", "group_by", "granularity", "format"));
        for (Dimension dimension : Dimension.values()) {
            if (dimension.isName()) {
                names.add(dimension.wireName());
            }
        }
        return names;
    }

    static UsageQuery read(Parameters parameters, Instant now) throws UnusableParameter {
        List<Dimension> groupBy = groupBy(parameters);
        Map<Dimension, NamePattern> filters = filters(parameters);
        Granularity granularity = granularity(parameters, groupBy, filters.keySet());
        boolean hours = granularity == Granularity.HOUR;
        ChronoUnit unit = hours ? ChronoUnit.HOURS : ChronoUnit.DAYS;
        Instant to = roundedUp(parameters.instant("to").orElse(now), unit);
        Instant from = parameters.instant("from").orElse(to.minus(hours ? USUAL_HOURS : USUAL_DAYS)).truncatedTo(unit);
        if (!from.isBefore(to)) {
            throw new UnusableParameter("from", "must be before 'to'");
        }
        Duration most = hours ? MOST_HOURS : MOST_DAYS;
        if (Duration.between(from, to).compareTo(most) > 0) {
            throw new UnusableParameter("from", "must be at most " + most.toDays() + " days before 'to' where "
                    + (hours ? "hours" : "days") + " are read");
        }
        return new UsageQuery(granularity, from, to, groupBy, filters);
    }

    private static Instant roundedUp(Instant time, ChronoUnit unit) {
        Instant start = time.truncatedTo(unit);
        return start.equals(time) ? time : start.plus(1, unit);
    }

    private static List<Dimension> groupBy(Parameters parameters) throws UnusableParameter {
        List<Dimension> groupBy = new ArrayList<>();
        for (String name : parameters.list("group_by")) {
            Dimension dimension = Dimension.named(name)
                .orElseThrow(() -> new UnusableParameter("group_by",
                        "must be some of " + String.join(", ", Dimension.wireNames())));
            if (groupBy.contains(dimension)) {
                throw new UnusableParameter("group_by", "names " + name + " twice");
            }
            groupBy.add(dimension);
        }
        return groupBy;
    }

    private static Map<Dimension, NamePattern> filters(Parameters parameters) {
        Map<Dimension, NamePattern> filters = new EnumMap<>(Dimension.class);
        for (Dimension dimension : Dimension.values()) {
            if (dimension.isName()) {
                parameters.text(dimension.wireName())
                    .ifPresent((pattern) -> filters.put(dimension, new NamePattern(pattern)));
            }
        }
        return filters;
    }

    private static Granularity granularity(Parameters parameters, List<Dimension> groupBy, Set<Dimension> filtered)
            throws UnusableParameter {
        boolean byHour = groupBy.contains(Dimension.HOUR);
        boolean hours = parameters.word("granularity", byHour ? "hour" : "day", byHour ? "day" : "hour").equals("hour");
        if (byHour && !hours) {
            throw new UnusableParameter("granularity", "must be hour where 'group_by' names hour");
        }
        if (!groupBy.contains(Dimension.TAG) && !filtered.contains(Dimension.TAG)) {
            return hours ? Granularity.HOUR : Granularity.DAY;
        }
        if (hours) {
            throw new UnusableParameter("granularity", "must be day where tags are asked for");
        }
        if (!WITH_TAGS.containsAll(groupBy)) {
            throw new UnusableParameter("group_by", "must be some of tag, consumer, day where tags are asked for");
        }
        for (Dimension dimension : filtered) {
            if (!WITH_TAGS.contains(dimension)) {
                throw new UnusableParameter(dimension.wireName(), "cannot be told where tags are asked for");
            }
        }
        return Granularity.TAG;
    }

}
