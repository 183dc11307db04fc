package llmgateway.budget.override;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import llmgateway.budget.limit.ApplicableLimit;

/**
 * The overrides this node knows of, asked for every call: answers from memory.
 * Thread-safe.
 */
public final class Overrides {

    private volatile Map<String, LimitOverride> byAccount = Map.of();

    /** Takes these and no others. */
    public void replace(Collection<LimitOverride> all) {
        Map<String, LimitOverride> next = new ConcurrentHashMap<>();
        all.forEach((each) -> next.put(each.account().value(), each));
        this.byAccount = Map.copyOf(next);
    }

    public Collection<LimitOverride> all() {
        return this.byAccount.values();
    }

    /** The limits, those with an override at that amount instead. */
    public List<ApplicableLimit> applied(List<ApplicableLimit> limits, Instant now) {
        if (this.byAccount.isEmpty()) {
            return limits;
        }
        List<ApplicableLimit> applied = new ArrayList<>(limits.size());
        for (ApplicableLimit limit : limits) {
            applied.add(Optional.ofNullable(this.byAccount.get(limit.account().value()))
                .filter((override) -> override.until().isAfter(now))
                .flatMap((override) -> override.appliedTo(limit.limit().allowance()))
                .map((allowance) -> new ApplicableLimit(limit.limit().withAllowance(allowance), limit.subject(),
                        limit.account()))
                .orElse(limit));
        }
        return applied;
    }

}
