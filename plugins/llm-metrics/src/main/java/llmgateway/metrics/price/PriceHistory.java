package llmgateway.metrics.price;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

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

    Price at(Instant time) {
        Dated latest = this.prices.getFirst();
        for (Dated dated : this.prices) {
            if (!dated.from().isAfter(time)) {
                latest = dated;
            }
        }
        return latest.at(time);
    }

    /**
     * A price and when it begins.
     *
     * @param from the first instant at which it holds
     * @param usual what it is at most hours
     */
    record Dated(Instant from, Price usual, Optional<PeakHours> peakHours) {

        private Price at(Instant time) {
            return this.peakHours.filter((peak) -> peak.cover(time)).map(PeakHours::price).orElse(this.usual);
        }

    }

}
