package llmgateway.budget.account;

import java.time.Instant;
import java.util.Optional;

/**
 * How one account stands in one window, in the account's unit.
 *
 * @param used settled so far, at least 0; above the cap only where a call cost more than
 * it held or the cap was lowered
 * @param held by open tickets, at least 0
 */
public record Balance(AccountName account, Unit unit, long cap, long used, long held, Window window) {

    /** What a call could still hold, at least 0. */
    public long left() {
        return Math.max(0, this.cap - this.used - this.held);
    }

    /** When the window ends; empty if never. */
    public Optional<Instant> resetsAt() {
        return (this.window.endMillis() == Window.NEVER) ? Optional.empty()
                : Optional.of(Instant.ofEpochMilli(this.window.endMillis()));
    }

    public Reservation reservation() {
        return new Reservation(this.account, this.unit, this.window);
    }

}
