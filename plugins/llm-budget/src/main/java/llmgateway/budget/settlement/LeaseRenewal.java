package llmgateway.budget.settlement;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

import llmgateway.budget.account.Closed;
import llmgateway.budget.account.LeaseResult;
import llmgateway.budget.account.Unavailable;
import llmgateway.budget.account.Unknown;

/**
 * Renews the leases of the calls that this node carries, each third of a lease, until
 * they have ended. Used by one thread.
 */
final class LeaseRenewal {

    private final Stores stores;

    private final LocalHolds localHolds;

    private final OpenCalls open;

    private final StoreOutage outage;

    private final Duration longest;

    private final InstantSource clock;

    LeaseRenewal(Stores stores, LocalHolds localHolds, OpenCalls open, StoreOutage outage, Duration longest,
            InstantSource clock) {
        this.stores = stores;
        this.localHolds = localHolds;
        this.open = open;
        this.outage = outage;
        this.longest = longest;
        this.clock = clock;
    }

    /** Renews what is due, until the store is away. */
    void tick() {
        Instant now = this.clock.instant();
        for (OpenCall call : this.open.all()) {
            if (call.isRenewalDue(now) && now.isBefore(call.since().plus(this.longest)) && !renew(call, now)) {
                return;
            }
        }
    }

    /**
     * @return false if the store cannot be asked
     */
    private boolean renew(OpenCall call, Instant now) {
        Duration lease = call.admission().lease();
        this.localHolds.renew(call.admission());
        if (!call.admission().held()) {
            this.open.lease(call.ticket(), now);
            return true;
        }
        return switch (this.stores.accounts().extendLease(this.stores.organisation(), call.ticket(), lease)) {
            case LeaseResult.Extended ignored -> {
                this.open.lease(call.ticket(), now);
                yield true;
            }
            // A failover lost it: it is charged all the same when it ends.
            case Unknown ignored -> {
                this.open.lease(call.ticket(), now);
                yield true;
            }
            case Closed closed -> {
                this.open.remove(call.ticket());
                this.localHolds.settle(call.admission(), closed.ending().charged());
                yield true;
            }
            case Unavailable unavailable -> {
                this.outage.noticed(unavailable.reason());
                yield false;
            }
        };
    }

}
