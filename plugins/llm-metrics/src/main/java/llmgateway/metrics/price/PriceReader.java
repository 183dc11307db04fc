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

    static final String SERVICE_TIERS = "service_tiers";

    private static final String FREE = "free";

    /** The fields of a price. */
    static final Set<String> FIELDS = Stream
        .concat(RateReader.FIELDS.stream(), Stream.of(FREE, ScheduleReader.LONG_CONTEXT, SERVICE_TIERS))
        .collect(Collectors.toUnmodifiableSet());

    private final ScheduleReader schedules;

    PriceReader(Problems problems) {
        this.schedules = new ScheduleReader(problems);
    }

    /**
     * @param terms of the section
     * @return empty if no price stands there
     */
    Optional<Price> read(Fields fields, SectionTerms terms) {
        if (fields.find(FREE).isPresent()) {
            return free(fields);
        }
        if (!RateReader.any(fields, FIELDS)) {
            return Optional.empty();
        }
        if (!RateReader.any(fields, RateReader.FIELDS)) {
            fields.problem("must give the standard price too");
        }
        Rates rates = RateReader.withFeesOf(terms.fees(), RateReader.read(fields));
        Schedule standard = this.schedules.standard(rates, fields);
        return Optional.of(new Price(standard, tiers(standard, fields, terms)));
    }

    private static Optional<Price> free(Fields fields) {
        if (fields.find(FREE).filter((node) -> node instanceof Node.Flag flag && flag.value()).isEmpty()) {
            fields.problem(FREE, "must be true, or not stand here");
        }
        if (RateReader.any(fields, FIELDS.stream().filter((name) -> !name.equals(FREE)).toList())) {
            fields.problem(FREE, "stands alone, without rates");
        }
        return Optional.of(Price.FREE);
    }

    private Map<String, Schedule> tiers(Schedule standard, Fields fields, SectionTerms terms) {
        Map<String, Schedule> tiers = new HashMap<>();
        Optional<Node.Mapping> own = fields.mapping(SERVICE_TIERS);
        if (own.isPresent()) {
            for (Node.Member tier : own.get().members()) {
                String path = Fields.join(fields.path(SERVICE_TIERS), tier.name());
                this.schedules.tier(standard, tier.value(), path)
                    .ifPresent((schedule) -> tiers.put(tier.name(), schedule));
            }
        }
        else {
            terms.tierFactors()
                .forEach((name, factor) -> ScheduleReader.times(standard, factor, fields)
                    .ifPresent((schedule) -> tiers.put(name, schedule)));
        }
        return tiers;
    }

}
