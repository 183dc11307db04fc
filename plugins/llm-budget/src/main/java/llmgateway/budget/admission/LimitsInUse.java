package llmgateway.budget.admission;

import java.util.List;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import llmgateway.budget.account.AccountName;
import llmgateway.budget.limit.ApplicableLimit;

/**
 * The limits that calls came under on this node since it started, with whom they were
 * counted for, each as it was set last. Thread-safe.
 */
public final class LimitsInUse {

    private static final int MOST = 10_000;

    private final Cache<AccountName, ApplicableLimit> byAccount = Caffeine.newBuilder().maximumSize(MOST).build();

    /** At most 10,000: of more, those that calls come under seldom are forgotten. */
    public List<ApplicableLimit> all() {
        return List.copyOf(this.byAccount.asMap().values());
    }

    public void add(List<ApplicableLimit> limits) {
        for (ApplicableLimit limit : limits) {
            if (!limit.equals(this.byAccount.getIfPresent(limit.account()))) {
                this.byAccount.put(limit.account(), limit);
            }
        }
    }

}
