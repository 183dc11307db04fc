package llmgateway.budget.admission;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

import llmgateway.budget.account.Accounts;
import llmgateway.budget.account.Balance;
import llmgateway.budget.account.Closed;
import llmgateway.budget.account.HoldRequest;
import llmgateway.budget.account.HoldResult;
import llmgateway.budget.account.Organisation;
import llmgateway.budget.account.Unavailable;
import llmgateway.budget.account.Unavailable.Reason;
import llmgateway.budget.rate.RateBuckets;
import llmgateway.budget.rate.RateCorrection;
import llmgateway.budget.rate.RateTake;
import llmgateway.budget.rate.TakeResult;
import llmgateway.core.call.Ticket;
import llmgateway.core.ledger.LedgerEntry;

/**
 * Accounts and buckets asked together, so that a call takes of all or of none. Both are
 * asked at the same time: a call waits for one round trip where only accounts apply, and
 * for two where buckets do, however many there are. A refusal costs one more, to give
 * back. Thread-safe.
 */
final class Store {

    private final Organisation organisation;

    private final Accounts accounts;

    private final RateBuckets buckets;

    Store(Organisation organisation, Accounts accounts, RateBuckets buckets) {
        this.organisation = organisation;
        this.accounts = accounts;
        this.buckets = buckets;
    }

    /**
     * @param entry what the ledger shall say should the call get lost
     */
    Taking take(Ticket ticket, Demand demand, Duration lease, LedgerEntry entry) {
        HoldRequest hold = new HoldRequest(this.organisation, ticket, demand.holds(), lease, entry);
        List<RateTake> takes = demand.takes();
        if (takes.isEmpty()) {
            return together(ticket, this.accounts.hold(hold), new TakeResult.Taken(List.of()), takes);
        }
        FutureTask<TakeResult> taking = new FutureTask<>(() -> this.buckets.take(takes));
        Thread.ofVirtual().name("llm-budget-buckets").start(taking);
        HoldResult held = this.accounts.hold(hold);
        return together(ticket, held, resultOf(taking), takes);
    }

    /**
     * Waits even when interrupted, so that what is taken is known and can be given back.
     */
    private static TakeResult resultOf(FutureTask<TakeResult> taking) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return taking.get();
                }
                catch (InterruptedException ex) {
                    interrupted = true;
                }
            }
        }
        catch (ExecutionException ex) {
            throw new IllegalStateException("buckets do not throw", ex);
        }
        finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private Taking together(Ticket ticket, HoldResult held, TakeResult taken, List<RateTake> takes) {
        List<Balance> exhausted = (held instanceof HoldResult.Refused refused) ? refused.exhausted() : List.of();
        List<TakeResult.Refusal> refusals = (taken instanceof TakeResult.Refused refused) ? refused.refusals()
                : List.of();
        if (!exhausted.isEmpty() || !refusals.isEmpty()) {
            if (held instanceof HoldResult.Held) {
                this.accounts.release(this.organisation, ticket);
            }
            if (taken instanceof TakeResult.Taken) {
                giveBack(takes);
            }
            return new Taking.Short(exhausted, refusals);
        }
        return new Taking.Taken((held instanceof HoldResult.Held all) ? all.balances() : List.of(),
                (taken instanceof TakeResult.Taken all) ? all.levels() : List.of(), away(held), away(taken));
    }

    /** Undoes what {@link #take} took. */
    void giveBack(Ticket ticket, Demand demand, Taking.Taken taken) {
        if (taken.accountsAway().isEmpty()) {
            this.accounts.release(this.organisation, ticket);
        }
        if (taken.bucketsAway().isEmpty()) {
            giveBack(demand.takes());
        }
    }

    private void giveBack(List<RateTake> takes) {
        giveBack(this.buckets, takes);
    }

    static void giveBack(RateBuckets buckets, List<RateTake> takes) {
        if (!takes.isEmpty()) {
            buckets.correct(takes.stream()
                .map((take) -> new RateCorrection(take.bucket(), take.rate(), take.amount()))
                .toList());
        }
    }

    private static Optional<Reason> away(HoldResult held) {
        return switch (held) {
            case HoldResult.Held ignored -> Optional.empty();
            case HoldResult.Refused ignored -> Optional.empty();
            case Unavailable unavailable -> Optional.of(unavailable.reason());
            // A new ticket is never over already; if it is, nothing is held under it.
            case Closed ignored -> Optional.of(Reason.ERROR);
        };
    }

    private static Optional<Reason> away(TakeResult taken) {
        return (taken instanceof TakeResult.Unavailable unavailable) ? Optional.of(unavailable.reason())
                : Optional.empty();
    }

}
