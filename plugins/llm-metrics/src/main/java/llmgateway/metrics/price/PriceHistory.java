package llmgateway.metrics.price;

import java.time.Instant;
import java.util.List;

import llmgateway.core.price.Price;

/**
 * The prices of a model one after the other, so that a new one never changes what earlier
 * calls cost.
 *
 * @param prices ascending; the first from {@link Instant#MIN}
 */
record PriceHistory(List<Dated> prices) {

    PriceHistory {
        prices = List.copyOf(prices);
        if (prices.isEmpty() || !prices.getFirst().from().equals(Instant.MIN)) {
            throw new IllegalArgumentException("the first price holds from the beginning");
        }
    }

    static PriceHistory always(Price price) {
        return new PriceHistory(List.of(new Dated(Instant.MIN, price)));
    }

    Price at(Instant time) {
        Price price = this.prices.getFirst().price();
        for (Dated dated : this.prices) {
            if (!dated.from().isAfter(time)) {
                price = dated.price();
            }
        }
        return price;
    }

    /**
     * A price and when it begins.
     *
     * @param from the first instant at which it holds
     */
    record Dated(Instant from, Price price) {
    }

}
