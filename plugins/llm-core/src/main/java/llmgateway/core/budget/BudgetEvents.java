package llmgateway.core.budget;

import llmgateway.core.call.Caller;
import llmgateway.core.error.ErrorCode;
import llmgateway.core.model.CatalogueModel;
import llmgateway.core.money.Money;

/**
 * What an operator wants counted about budgets. Called on the thread of the call:
 * implementations are thread-safe and return at once.
 */
public interface BudgetEvents {

    BudgetEvents NONE = new BudgetEvents() {
    };

    /**
     * A call was refused.
     * @param limit its name
     */
    default void refused(String limit, ErrorCode code, Caller caller, CatalogueModel model) {
    }

    /**
     * A limit's warning level was reached, told once per window in all nodes together.
     * @param limit its name
     * @param account the limit and whose use it counts
     */
    default void warned(String limit, String account, int percent) {
    }

    /**
     * The store could not be asked.
     * @param reason a word such as {@code timeout}
     */
    default void storeUnavailable(String reason) {
    }

    /** The store is asked no more until it answers a probe. */
    default void storeAway() {
    }

    default void storeBack() {
    }

    /** A call was let through uncounted or counted on this node alone. */
    default void admittedWithoutStore() {
    }

    /** A ticket that was never reported was charged at what it held. */
    default void expired(Money charged) {
    }

    /** An answer had to wait until what its call holds had grown. */
    default void answerWaited() {
    }

    /** A call cost more than was reserved for it. */
    default void overran(Money charged, Money reserved) {
    }

    /** Settlements that wait for the store to come back. */
    default void settlementsWaiting(int count) {
    }

    /**
     * Settlements could not be written to this node's journal: they count all the same,
     * but a store that loses them cannot be told again.
     */
    default void journalFailed(int settlements) {
    }

    /** Entries of the ledger were written to its archive. */
    default void ledgerArchived(int entries) {
    }

    /** New entries could not be archived; they stay in the ledger until they can. */
    default void ledgerArchiveFailed() {
    }

    /** Entries left the ledger at the end of their retention. */
    default void ledgerTrimmed(long entries) {
    }

}
