package llmgateway.metrics.price;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

import llmgateway.core.model.NamePattern;

/**
 * What a price list says of one model or of all whose names fit a pattern.
 *
 * @param names the entry's own first, then its aliases
 * @param prices empty where the entry tells facts only
 * @param source where the price was read
 * @param date when it was read there
 */
record PriceEntry(List<NamePattern> names, Optional<PriceHistory> prices, ModelFacts facts, Optional<String> source,
        Optional<LocalDate> date) {

    PriceEntry {
        names = List.copyOf(names);
    }

}
