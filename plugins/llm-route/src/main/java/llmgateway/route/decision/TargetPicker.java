package llmgateway.route.decision;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

import llmgateway.route.balance.FailureHistory;
import llmgateway.route.balance.WeightedChoice;
import llmgateway.route.settings.RouteSettings.Balance;

/** Picks one of the candidates for a call. */
final class TargetPicker {

    private final FailureHistory failures;

    private final RandomGenerator random;

    TargetPicker(FailureHistory failures, RandomGenerator random) {
        this.failures = failures;
        this.random = random;
    }

    /**
     * @param candidates at least one
     */
    Offer pick(List<Offer> candidates, RouteRequest request) {
        List<Offer> preferred = (request.settings().balance() == Balance.WEIGHTED) ? candidates
                : leastRecentlyFailed(candidates);
        return request.stickyKey()
            .map((key) -> WeightedChoice.sticky(preferred, key))
            .orElseGet(() -> WeightedChoice.random(preferred, this.random));
    }

    /**
     * All of them, each picked from those that are left.
     * @param candidates at least one
     */
    List<Offer> order(List<Offer> candidates, RouteRequest request) {
        List<Offer> left = new ArrayList<>(candidates);
        List<Offer> ordered = new ArrayList<>(candidates.size());
        while (!left.isEmpty()) {
            Offer next = pick(left, request);
            left.remove(next);
            ordered.add(next);
        }
        return ordered;
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
            Optional<Instant> failure = this.failures.lastFailure(candidate.target());
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
