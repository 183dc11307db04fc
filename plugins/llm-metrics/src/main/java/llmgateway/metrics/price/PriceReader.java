package llmgateway.metrics.price;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import llmgateway.core.price.Price;
import llmgateway.core.price.Price.Schedule;
import llmgateway.core.price.Rates;
import llmgateway.document.Fields;
import llmgateway.document.Node;
import llmgateway.document.Problems;

/** Reads one price: rates, steps for long contexts, service tiers. */
final class PriceReader {

    /** The fields of a price. */
    static final Set<String> FIELDS = Stream
        .concat(RateReader.FIELDS.stream(), Stream.of("free", ScheduleReader.LONG_CONTEXT, "service_tiers"))
        .collect(Collectors.toUnmodifiableSet());

    private final ScheduleReader schedules;

    PriceReader(Problems problems) {
        this.schedules = new ScheduleReader(problems);
    }

    /**
     * @param fees what the provider charges for anything but tokens, unless the price
     * says otherwise
     * @return empty if no price stands there
     */
    Optional<Price> read(Fields fields, Rates fees) {
        if (fields.find("free").isPresent()) {
            return free(fields);
        }
        if (!RateReader.any(fields, FIELDS)) {
            return Optional.empty();
        }
        if (!RateReader.any(fields, RateReader.FIELDS)) {
            fields.problem("must give the standard price too");
        }
        Rates rates = RateReader.withFeesOf(fees, RateReader.read(fields));
        Schedule standard = this.schedules.standard(rates, fields);
        return Optional.of(new Price(standard, tiers(standard, fields)));
    }

    private static Optional<Price> free(Fields fields) {
        if (fields.find("free").filter((node) -> node instanceof Node.Flag flag && flag.value()).isEmpty()) {
            fields.problem("free", "must be true, or not stand here");
        }
        if (RateReader.any(fields, FIELDS.stream().filter((name) -> !name.equals("free")).toList())) {
            fields.problem("free", "stands alone, without rates");
        }
        return Optional.of(Price.FREE);
    }

    private Map<String, Schedule> tiers(Schedule standard, Fields fields) {
        Map<String, Schedule> tiers = new HashMap<>();
        fields.mapping("service_tiers")
            .ifPresent((mapping) -> mapping.members()
                .forEach((member) -> this.schedules
                    .tier(standard, member.value(), Fields.join(fields.path("service_tiers"), member.name()))
                    .ifPresent((schedule) -> tiers.put(member.name(), schedule))));
        return tiers;
    }

}
