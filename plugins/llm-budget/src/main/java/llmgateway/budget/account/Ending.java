package llmgateway.budget.account;

import llmgateway.core.money.Money;

/**
 * How a ticket ended; it ends once.
 *
 * @param charged what was taken from each money account on the ticket
 */
public record Ending(Kind kind, Money charged) {

    /** Why a ticket ended. */
    public enum Kind {

        /** Settled at its cost. */
        SETTLED,

        /** Released: nothing ran, nothing was charged. */
        RELEASED,

        /** Its lease ran out: charged at what it held. */
        EXPIRED,

        /** The store had lost it; charged from what the caller still knew. */
        RESTORED

    }

}
