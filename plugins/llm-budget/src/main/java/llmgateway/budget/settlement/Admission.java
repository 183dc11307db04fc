package llmgateway.budget.settlement;

import java.time.Duration;
import java.util.List;

import llmgateway.budget.account.Reservation;
import llmgateway.core.ledger.AdmittedCall;
import llmgateway.core.money.Money;

/**
 * An admitted call and what this node must do to end it.
 *
 * @param held whether the store holds under its ticket; otherwise the store was away and
 * the call is charged by {@link llmgateway.budget.account.Accounts#restore} once it is
 * back
 * @param reserved the accounts that will be charged
 * @param heldHere whether this node's memory holds under the ticket too, because the
 * store was away and a limit is counted locally
 * @param taken from buckets of tokens
 * @param lease how long the store waits for the call to end
 * @param renewed whether this node carries the call, and so renews its lease until it
 * ends
 */
public record Admission(AdmittedCall call, boolean held, List<Reservation> reserved, boolean heldHere,
        List<TokensTaken> taken, Duration lease, boolean renewed) {

    public Admission {
        reserved = List.copyOf(reserved);
        taken = List.copyOf(taken);
    }

    Admission withReserved(Money money) {
        return new Admission(this.call.withReserved(money), this.held, this.reserved, this.heldHere, this.taken,
                this.lease, this.renewed);
    }

}
