package llmgateway.core.ledger;

import java.util.Optional;

import llmgateway.core.call.Ticket;

/**
 * Ends admitted calls, each exactly once, whoever reports it and however often. Blocking
 * within the store's time limit, thread-safe, and never throws for a store that is away.
 */
public interface Settlements {

    /**
     * Admits a call that counts against no limit, so that it has a ledger entry whatever
     * happens.
     */
    void open(AdmittedCall call);

    /** An open call that this node admitted. Answers from memory. */
    Optional<AdmittedCall> findHere(Ticket ticket);

    /** An open call, wherever it was admitted. */
    Finding find(Ticket ticket);

    /**
     * Charges the call, gives back what it held and appends its ledger entry, all at
     * once. What the store cannot take now is kept and sent again until it can.
     */
    Settling settle(CallSettlement settlement);

    /**
     * Gives back what the call held, without an entry: nothing of it ran. Kept and sent
     * again like a settlement. Without effect on a ticket that nobody knows.
     */
    void release(Ticket ticket);

    /** What is known under a ticket. */
    sealed interface Finding {

        record Open(AdmittedCall call) implements Finding {
        }

        /** It has been settled, released or has expired. */
        record Ended() implements Finding {
        }

        /** Never admitted, or ended so long ago that it is forgotten. */
        record Unknown() implements Finding {
        }

        /** The store cannot be asked now. */
        record Unavailable() implements Finding {
        }

    }

    /** What became of a settlement. */
    enum Settling {

        /** Charged and written by this very request. */
        SETTLED,

        /** Settled before; nothing was changed. */
        REPEATED,

        /** Kept by this node until the store can take it. */
        PENDING,

        /** Released or expired before; nothing was changed. */
        ENDED,

        /** Nobody knows the ticket; nothing was changed. */
        UNKNOWN

    }

}
