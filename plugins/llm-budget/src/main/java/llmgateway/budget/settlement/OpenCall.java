package llmgateway.budget.settlement;

import java.time.Duration;
import java.time.Instant;

import llmgateway.core.call.Ticket;
import llmgateway.core.money.Money;

/**
 * A call of this node that has not ended.
 *
 * @param since when it was admitted, by this node's clock
 * @param leaseEnd by this node's clock
 */
record OpenCall(Admission admission, Instant since, Instant leaseEnd) {

    /** The store may say so a little later than this node, and another node may reap. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    static OpenCall of(Admission admission, Instant now) {
        return new OpenCall(admission, now, now.plus(admission.lease()));
    }

    Ticket ticket() {
        return this.admission.call().ticket();
    }

    OpenCall leasedFrom(Instant now) {
        return new OpenCall(this.admission, this.since, now.plus(this.admission.lease()));
    }

    /** Its lease was renewed with what it holds. */
    OpenCall grown(Money reserved, Instant now) {
        return new OpenCall(this.admission.withReserved(reserved), this.since, now.plus(this.admission.lease()));
    }

    /** Whether a third of the lease has gone. */
    boolean isRenewalDue(Instant now) {
        return this.admission.renewed()
                && !now.isBefore(this.leaseEnd.minus(this.admission.lease().dividedBy(3).multipliedBy(2)));
    }

    boolean isOverdue(Instant now) {
        return now.isAfter(this.leaseEnd.plus(GRACE));
    }

}
