package llmgateway.metrics.price;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import llmgateway.core.price.Price;
import llmgateway.core.price.Rates;
import llmgateway.core.usage.Meter;
import llmgateway.core.usage.Usage;
import llmgateway.document.Document;
import llmgateway.document.Problem;

/** Price lists written in a test, as files {@code first.yaml}, {@code second.yaml}. */
final class PriceLists {

    static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    private static final List<String> NAMES = List.of("first.yaml", "second.yaml", "third.yaml");

    private PriceLists() {
    }

    static PriceList of(String... yaml) {
        return switch (read(yaml)) {
            case PriceListReading.Usable usable -> usable.prices();
            case PriceListReading.Faulty faulty ->
                throw new AssertionError("unexpected problems: " + faulty.problems());
        };
    }

    /** Each as {@code file:line: field: message}. */
    static List<String> problemsOf(String... yaml) {
        return switch (read(yaml)) {
            case PriceListReading.Usable usable -> List.of();
            case PriceListReading.Faulty faulty -> faulty.problems().stream().map(Problem::toString).toList();
        };
    }

    /** The price of a model {@code m} of a provider {@code p}, given its fields. */
    static Price priceOf(String fields) {
        return price(of("providers: {p: {models: {m: {" + fields + "}}}}"), "p", "m");
    }

    /** What is wrong with the fields of a model {@code m} of a provider {@code p}. */
    static List<String> problemsOfModel(String fields) {
        return problemsOf("providers: {p: {models: {m: {" + fields + "}}}}");
    }

    static Price price(PriceList list, String provider, String model) {
        return find(list, provider, model).orElseThrow();
    }

    static Optional<Price> find(PriceList list, String provider, String model) {
        return list.listing(provider, model, model).prices().map((history) -> history.at(NOW));
    }

    /** The rate of plain calls, in US dollars for a million units. */
    static BigDecimal rate(Price price, Meter meter) {
        return usd(price.standard().steps().getFirst().rates(), meter);
    }

    static BigDecimal rate(Price price, String serviceTier, Meter meter) {
        return usd(Optional.ofNullable(price.serviceTiers().get(serviceTier)).orElseThrow().steps().getFirst().rates(),
                meter);
    }

    static BigDecimal usd(Rates rates, Meter meter) {
        return BigDecimal.valueOf(rates.rateOf(meter), 9).stripTrailingZeros();
    }

    /** The cost of a call of the standard tier, in plain dollars. */
    static String cost(Price price, Usage usage) {
        return price.cost(usage, Optional.empty()).toString();
    }

    private static PriceListReading read(String... yaml) {
        List<Document> documents = new ArrayList<>();
        for (int i = 0; i < yaml.length; i++) {
            documents.add(new Document(NAMES.get(i), yaml[i].getBytes(StandardCharsets.UTF_8)));
        }
        return new PriceListReader().read(documents);
    }

}
