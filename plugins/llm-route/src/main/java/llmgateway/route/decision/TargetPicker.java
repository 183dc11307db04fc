package llmgateway.route.decision;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;

import llmgateway.route.balance.Observations;
import llmgateway.route.balance.WeightedChoice;

/** Puts the candidates for a call in the order in which they are asked. */
final class TargetPicker {

    /** Of a call that sets no limit. */
    private static final long USUAL_OUTPUT_TOKENS = 500;

    private static final int BYTES_PER_TOKEN = 4;

    private final Observations observed;

    private final RandomGenerator random;

    TargetPicker(Observations observed, RandomGenerator random) {
        this.observed = observed;
        this.random = random;
    }

    /**
     * @param candidates at least one
     */
    Offer pick(List<Offer> candidates, RouteRequest request) {
        return switch (request.settings().balance()) {
            case WEIGHTED -> next(candidates, request);
            case LEAST_RECENTLY_FAILED -> next(leastRecentlyFailed(candidates), request);
            case LEAST_BUSY, LOWEST_LATENCY, CHEAPEST -> order(candidates, request).getFirst();
        };
    }

    /** All of them. */
    List<Offer> order(List<Offer> candidates, RouteRequest request) {
        return switch (request.settings().balance()) {
            case WEIGHTED -> oneByOne(candidates, (left) -> next(left, request));
            case LEAST_RECENTLY_FAILED -> oneByOne(candidates, (left) -> next(leastRecentlyFailed(left), request));
            case LEAST_BUSY -> leastFirst(candidates, request,
                    (offer) -> (this.observed.load().of(offer.target()) + 1.0) / offer.weight());
            case LOWEST_LATENCY ->
                leastFirst(candidates, request, (offer) -> this.observed.latency().of(offer.target()));
            case CHEAPEST -> leastFirst(candidates, request, (offer) -> price(offer, request));
        };
    }

    private Offer next(List<Offer> candidates, RouteRequest request) {
        return request.stickyKey()
            .map((key) -> WeightedChoice.sticky(candidates, key))
            .orElseGet(() -> WeightedChoice.random(candidates, this.random));
    }

    private static List<Offer> oneByOne(List<Offer> candidates, Function<List<Offer>, Offer> pick) {
        List<Offer> left = new ArrayList<>(candidates);
        List<Offer> ordered = new ArrayList<>(candidates.size());
        while (!left.isEmpty()) {
            Offer next = pick.apply(left);
            left.remove(next);
            ordered.add(next);
        }
        return ordered;
    }

    /** Equals stay in an order by weight. */
    private List<Offer> leastFirst(List<Offer> candidates, RouteRequest request, ToDoubleFunction<Offer> score) {
        Map<Offer, Double> scores = new IdentityHashMap<>();
        candidates.forEach((offer) -> scores.put(offer, score.applyAsDouble(offer)));
        return oneByOne(candidates, (left) -> next(left, request)).stream()
            .sorted(Comparator.comparingDouble(scores::get))
            .toList();
    }

    private double price(Offer offer, RouteRequest request) {
        long input = request.body().bytes().length / BYTES_PER_TOKEN;
        long output = request.call().outputLimit().orElse(USUAL_OUTPUT_TOKENS);
        return this.observed.price().of(offer.model(), offer.target(), input, output).nanos();
    }

    /** Those without a recent failure; if there are none, the one that failed first. */
    private List<Offer> leastRecentlyFailed(List<Offer> candidates) {
        if (candidates.size() == 1) {
            return candidates;
        }
        List<Offer> sound = new ArrayList<>(candidates.size());
        Offer failedFirst = candidates.getFirst();
        Instant earliest = Instant.MAX;
        for (Offer candidate : candidates) {
            Optional<Instant> failure = this.observed.failures().lastFailure(candidate.target());
            if (failure.isEmpty()) {
                sound.add(candidate);
            }
            else if (failure.get().isBefore(earliest)) {
                earliest = failure.get();
                failedFirst = candidate;
            }
        }
        return sound.isEmpty() ? List.of(failedFirst) : sound;
    }

}
