package llmgateway.route.decision;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

import llmgateway.route.balance.FailureHistory;
import llmgateway.route.balance.WeightedChoice;
import llmgateway.route.settings.RouteSettings.Balance;
import llmgateway.route.table.Candidate;

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
    Candidate pick(List<Candidate> candidates, RouteRequest request) {
        List<Candidate> preferred = (request.settings().balance() == Balance.WEIGHTED) ? candidates
                : leastRecentlyFailed(candidates);
        return request.stickyKey()
            .map((key) -> WeightedChoice.sticky(preferred, key))
            .orElseGet(() -> WeightedChoice.random(preferred, this.random));
    }

    /** Those without a recent failure; if there are none, the one that failed first. */
    private List<Candidate> leastRecentlyFailed(List<Candidate> candidates) {
        if (candidates.size() == 1) {
            return candidates;
        }
        List<Candidate> sound = new ArrayList<>(candidates.size());
        Candidate failedFirst = candidates.getFirst();
        Instant earliest = Instant.MAX;
        for (Candidate candidate : candidates) {
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
