package llmgateway.budget.settlement;

import java.util.function.Supplier;

import llmgateway.budget.account.Accounts;
import llmgateway.budget.account.Organisation;
import llmgateway.budget.rate.RateBuckets;

/**
 * Where what calls use is counted.
 *
 * @param accounts shared by all nodes
 * @param buckets shared by all nodes
 * @param local accounts of this node alone, those of now: see
 * {@link Admission#heldHere()}
 */
public record Stores(Organisation organisation, Accounts accounts, RateBuckets buckets,
        Supplier<? extends Accounts> local) {
}
