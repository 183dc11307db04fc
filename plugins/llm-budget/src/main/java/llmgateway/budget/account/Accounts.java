package llmgateway.budget.account;

import java.time.Duration;
import java.util.List;

import llmgateway.core.call.Ticket;

/**
 * Two-phase accounts. A call holds its worst case on every account it counts against, may
 * resize that while it runs, and ends exactly once: settled (it may have cost something)
 * or released (nothing ran). In every window of every account {@code used + held} stays
 * at or below the cap at every instant; only a settlement that charges more than was held
 * can pass it.
 *
 * <p>
 * Every verb may be sent again with the same ticket (a resize also with the same
 * sequence): the answer is that of the first time and nothing happens twice. Nothing is
 * thrown for a store that cannot be asked: that is {@link Unavailable}. Blocking, bounded
 * by the implementation's time limit; safe for use by many threads.
 */
public interface Accounts {

    /**
     * Holds on all accounts of the request or on none.
     * <p>
     * After {@link HoldResult.Refused} or {@link Unavailable} the ticket is over: try
     * again under a new one. A hold that may have happened all the same is released as
     * soon as the store answers again.
     */
    HoldResult hold(HoldRequest request);

    /**
     * Replaces what a ticket holds, on all accounts of the request or on none, and renews
     * its lease. An account already on the ticket stays in the window that reserved; one
     * that is left out gets its hold back and will not be charged; a new one is added.
     * Shrinking is never refused.
     */
    ResizeResult resize(ResizeRequest request);

    /**
     * @param lease from now, by the store's clock; zero makes the ticket due at once
     */
    LeaseResult extendLease(Organisation organisation, Ticket ticket, Duration lease);

    /**
     * Charges what the call cost to every money account on its ticket, frees what it held
     * and appends one ledger entry, atomically. After {@link Unavailable} send the same
     * settlement again.
     */
    SettleResult settle(Settlement settlement);

    /**
     * Frees what a call held: nothing of it ran. A ticket nobody knows is closed, so that
     * a hold still under way cannot take effect. After {@link Unavailable} send it again,
     * or let the lease run out.
     */
    ReleaseResult release(Organisation organisation, Ticket ticket);

    /**
     * Settles tickets whose lease has run out at what they held, with ledger entries that
     * say so. Any number of nodes may do this at the same time.
     * @param limit at most so many tickets, 1 to 1000
     */
    ExpireResult expire(Organisation organisation, int limit);

    /**
     * Charges a settlement whose ticket the store has lost (a failover that lost writes,
     * a rebuild from the archived ledger), to the windows that reserved. A ticket the
     * store still knows is settled as by {@link #settle}. Works also while
     * {@link Unavailable.Reason#FORGOTTEN} keeps everything else closed.
     * @param reserved what {@link HoldResult.Held} or the ledger entry named, 0 to 16
     * accounts
     */
    SettleResult restore(Settlement settlement, List<Reservation> reserved);

    /** What is known of a ticket. Changes nothing. */
    FindResult find(Organisation organisation, Ticket ticket);

    /**
     * The tickets that are open, those whose lease ends first, first.
     * @param limit at most so many, 1 to 1000
     */
    OpenTicketsResult openTickets(Organisation organisation, int limit);

    /** Changes an account by an operator's word, once for each id. */
    AdjustResult adjust(Adjustment adjustment);

    /**
     * How the accounts stand now, all at the same instant, in the order asked for.
     */
    BalancesResult balances(Organisation organisation, List<Account> accounts);

}
