package llmgateway.budget.admission;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import llmgateway.budget.account.AccountHold;
import llmgateway.budget.account.HoldRequest;
import llmgateway.budget.account.HoldResult;
import llmgateway.budget.account.Organisation;
import llmgateway.budget.limit.ApplicableLimit;
import llmgateway.budget.limit.OnRedisFailure;
import llmgateway.budget.rate.RateBuckets;
import llmgateway.budget.rate.RateTake;
import llmgateway.budget.rate.TakeResult;
import llmgateway.core.error.Rejects;
import llmgateway.core.ledger.LedgerEntry;

/**
 * Decides about limits that the store cannot be asked about, each by its own policy. Of
 * those that are counted on this node alone it takes all or none. Thread-safe.
 */
final class WithoutStore {

    private final Organisation organisation;

    private final LocalAccounts accounts;

    private final RateBuckets buckets;

    private final LastBalances lastBalances;

    /**
     * @param buckets of this node alone
     */
    WithoutStore(Organisation organisation, LocalAccounts accounts, RateBuckets buckets, LastBalances lastBalances) {
        this.organisation = organisation;
        this.accounts = accounts;
        this.buckets = buckets;
        this.lastBalances = lastBalances;
    }

    /**
     * @param unasked the part of the demand that the store could not be asked about
     */
    Decision decide(Demand unasked, CallFacts facts, Duration lease) {
        Optional<ApplicableLimit> denying = Stream
            .concat(unasked.accounts().stream().map(Demand.OnAccount::limit),
                    unasked.buckets().stream().map(Demand.FromBucket::limit))
            .filter((limit) -> limit.limit().onRedisFailure() == OnRedisFailure.DENY)
            .findFirst();
        if (denying.isPresent()) {
            String name = denying.get().limit().name();
            return new Decision.Refuse(new Admittance.Refused(name, Rejects.budgetUnavailable(name)));
        }
        return countHere(counted(unasked), facts, lease);
    }

    private static Demand counted(Demand unasked) {
        return new Demand(unasked.accounts().stream().filter((each) -> isLocal(each.limit())).toList(),
                unasked.buckets().stream().filter((each) -> isLocal(each.limit())).toList());
    }

    private static boolean isLocal(ApplicableLimit limit) {
        return limit.limit().onRedisFailure() == OnRedisFailure.LOCAL;
    }

    private Decision countHere(Demand local, CallFacts facts, Duration lease) {
        List<RateTake> takes = local.takes();
        if (!takes.isEmpty() && this.buckets.take(takes) instanceof TakeResult.Refused refused) {
            return new Decision.Refuse(Refusals.of(new Taking.Short(List.of(), refused.refusals()), local, facts));
        }
        if (local.accounts().isEmpty()) {
            return new Decision.Go(false);
        }
        List<AccountHold> holds = new ArrayList<>();
        for (AccountHold hold : local.holds()) {
            holds.add(this.lastBalances.withinWhatWasLeft(hold, facts.now().toEpochMilli()));
        }
        HoldResult held = this.accounts.current()
            .hold(new HoldRequest(this.organisation, facts.routed().ticket(), holds, lease, LedgerEntry.EMPTY));
        if (held instanceof HoldResult.Refused refused) {
            Store.giveBack(this.buckets, takes);
            return new Decision.Refuse(Refusals.of(new Taking.Short(refused.exhausted(), List.of()), local, facts));
        }
        return new Decision.Go(held instanceof HoldResult.Held);
    }

    /** What becomes of the call. */
    sealed interface Decision {

        /**
         * @param heldHere whether this node's accounts hold under the call's ticket
         */
        record Go(boolean heldHere) implements Decision {
        }

        record Refuse(Admittance.Refused refused) implements Decision {
        }

    }

}
