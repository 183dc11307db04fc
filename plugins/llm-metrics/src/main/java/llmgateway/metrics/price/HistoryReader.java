package llmgateway.metrics.price;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import llmgateway.core.price.Price;
import llmgateway.document.Fields;
import llmgateway.document.Node;
import llmgateway.document.Problems;
import llmgateway.document.UnusableValue;
import llmgateway.metrics.price.PriceHistory.Dated;

/** Reads the price of an entry, or its prices one after the other. */
final class HistoryReader {

    private static final String PRICES = "prices";

    private static final String FROM = "from";

    /** The fields that an entry's prices stand in. */
    static final Set<String> FIELDS = Stream
        .concat(PriceReader.FIELDS.stream(), Stream.of(PeakHoursReader.FIELD, PRICES))
        .collect(Collectors.toUnmodifiableSet());

    private static final Set<String> DATED_FIELDS = Stream
        .concat(PriceReader.FIELDS.stream(), Stream.of(PeakHoursReader.FIELD, FROM))
        .collect(Collectors.toUnmodifiableSet());

    private final Problems problems;

    private final PriceReader reader;

    private final PeakHoursReader peakHours;

    HistoryReader(Problems problems) {
        this.problems = problems;
        this.reader = new PriceReader(problems);
        this.peakHours = new PeakHoursReader(problems);
    }

    /**
     * @param terms of the section
     * @return empty if the entry has no price
     */
    Optional<PriceHistory> read(Fields entry, SectionTerms terms) {
        if (entry.find(PRICES).isEmpty()) {
            return from(Instant.MIN, entry, terms).map((always) -> new PriceHistory(List.of(always)));
        }
        if (RateReader.any(entry, PriceReader.FIELDS) || entry.find(PeakHoursReader.FIELD).isPresent()) {
            entry.problem(PRICES, "holds all of the entry's prices; none may stand beside it");
        }
        List<Dated> prices = new ArrayList<>();
        int index = 0;
        for (Node item : entry.items(PRICES).orElse(List.of())) {
            String path = entry.path(PRICES + "[" + index++ + "]");
            Optional<Instant> earlier = prices.isEmpty() ? Optional.empty() : Optional.of(prices.getLast().from());
            Fields.ofNode(item, path, DATED_FIELDS, this.problems)
                .flatMap((fields) -> dated(fields, terms, earlier))
                .ifPresent(prices::add);
        }
        if (prices.isEmpty()) {
            entry.problem(PRICES, "must list at least one price");
            return Optional.empty();
        }
        return Optional.of(new PriceHistory(prices));
    }

    private Optional<Dated> dated(Fields fields, SectionTerms terms, Optional<Instant> earlier) {
        Optional<Instant> from = fields.text(FROM, HistoryReader::instant);
        if (earlier.isEmpty() && fields.find(FROM).isPresent()) {
            fields.problem(FROM, "cannot stand at the first price, which holds until the next one begins");
        }
        if (earlier.isPresent()) {
            fields.require(FROM);
            if (from.isPresent() && !from.get().isAfter(earlier.get())) {
                fields.problem(FROM, "must be later than the price before has");
            }
        }
        Optional<Dated> price = from(earlier.isEmpty() ? Instant.MIN : from.orElse(earlier.get()), fields, terms);
        if (price.isEmpty()) {
            fields.problem("must give a price");
        }
        return price;
    }

    private Optional<Dated> from(Instant begin, Fields fields, SectionTerms terms) {
        Optional<Price> price = this.reader.read(fields, terms);
        if (price.isEmpty() && fields.find(PeakHoursReader.FIELD).isPresent()) {
            fields.problem(PeakHoursReader.FIELD, "stands only with a price");
        }
        return price.map((usual) -> new Dated(begin, usual, this.peakHours.read(fields, usual)));
    }

    private static Instant instant(String text) throws UnusableValue {
        try {
            return text.contains("T") ? Instant.parse(text)
                    : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        }
        catch (DateTimeException ex) {
            throw new UnusableValue("must be a date such as 2026-12-01, or a time such as 2026-12-01T08:00:00Z");
        }
    }

}
