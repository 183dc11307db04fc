package llmgateway.budget.rolling;

import llmgateway.core.error.Reject;

/**
 * Lets what a call holds grow, on all its accounts or on none. Blocks within the store's
 * time limit; used by one thread at a time.
 */
@FunctionalInterface
public interface Growth {

    /**
     * @param outputTokens to hold for in all
     */
    Result to(long outputTokens);

    /** What became of it. */
    sealed interface Result {

        /**
         * @param outputTokens that are held for now; may be other than asked, where an
         * earlier request was answered late
         */
        record Grown(long outputTokens) implements Result {
        }

        /**
         * It is as before.
         *
         * @param othersHold whether other calls hold something where this one lacks it:
         * they may give some back
         */
        record Short(Reject reject, boolean othersHold) implements Result {
        }

        /** The store cannot be asked. */
        record Away() implements Result {
        }

        /**
         * The store has lost the ticket: the call is charged all the same when it ends.
         */
        record Lost() implements Result {
        }

        /** The call has been charged already, so nothing more may be delivered. */
        record Ended() implements Result {
        }

    }

}
