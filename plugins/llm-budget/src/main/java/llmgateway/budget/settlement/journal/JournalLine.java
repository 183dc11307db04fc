package llmgateway.budget.settlement.journal;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import llmgateway.budget.account.Reservation;
import llmgateway.core.call.Ticket;
import llmgateway.core.ledger.LedgerEntry;
import llmgateway.core.money.Money;

/** One thing that happened to a call, by this node's clock. */
public sealed interface JournalLine {

    Instant at();

    Ticket ticket();

    /**
     * A call was let through without the store, which knows nothing of it.
     *
     * @param accounts that are charged when it ends
     * @param carried whether the process that wrote this carried the call, so that the
     * call ended with it
     */
    record Admitted(Instant at, Ticket ticket, List<Reservation> accounts, LedgerEntry entry, Duration lease,
            boolean carried) implements JournalLine {

        public Admitted {
            accounts = List.copyOf(accounts);
        }

    }

    /**
     * A call is to be charged.
     *
     * @param accounts that are charged should the store not know the ticket
     * @param taken whether the store has done it
     */
    record Settled(Instant at, Ticket ticket, Money charge, Basis basis, List<Reservation> accounts, LedgerEntry entry,
            boolean taken) implements JournalLine {

        public Settled {
            accounts = List.copyOf(accounts);
        }

    }

    /**
     * What a call held is to be given back.
     *
     * @param taken whether the store has done it
     */
    record Released(Instant at, Ticket ticket, boolean taken) implements JournalLine {
    }

    /** The store has done what an earlier line says. */
    record Taken(Instant at, Ticket ticket) implements JournalLine {
    }

    /** What the store knew of a call when it was let through. */
    enum Basis {

        /** It held. */
        HELD,

        /** It was away. */
        NOT_HELD,

        /** Another node let the call through; this one does not know the accounts. */
        ELSEWHERE

    }

}
