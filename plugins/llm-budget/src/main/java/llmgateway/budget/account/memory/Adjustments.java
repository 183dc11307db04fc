package llmgateway.budget.account.memory;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import llmgateway.budget.account.AdjustResult.Adjusted;

/** Adjustments made, remembered for a while. */
final class Adjustments {

    private final Duration remembered;

    /** In the order made, so that forgetting stops at the first that is not due. */
    private final Map<String, Made> made = new LinkedHashMap<>();

    Adjustments(Duration remembered) {
        this.remembered = remembered;
    }

    Optional<Adjusted> find(String id) {
        return Optional.ofNullable(this.made.get(id)).map(Made::answer);
    }

    void add(Instant at, String id, Adjusted answer) {
        Endings.removeWhile(this.made, (made) -> made.at().isBefore(at.minus(this.remembered)));
        this.made.put(id, new Made(at, answer));
    }

    private record Made(Instant at, Adjusted answer) {
    }

}
