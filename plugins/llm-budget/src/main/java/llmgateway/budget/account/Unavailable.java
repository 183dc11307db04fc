package llmgateway.budget.account;

/**
 * The accounts could not be asked, or their store refused to answer. Nothing is known to
 * have happened. What that means for a call is the limit's policy.
 */
public record Unavailable(Reason reason)
        implements
            HoldResult,
            ResizeResult,
            LeaseResult,
            SettleResult,
            ReleaseResult,
            ExpireResult,
            FindResult,
            OpenTicketsResult,
            AdjustResult,
            BalancesResult {

    /** Why. */
    public enum Reason {

        /** No answer within the time limit. */
        TIMEOUT,

        /** No connection, or it broke. */
        CONNECTION,

        /** Failed often enough of late; not asked until it answers a probe. */
        CIRCUIT_OPEN,

        /** The server is a replica now. */
        READ_ONLY,

        /** The server is at its memory limit and does not evict. */
        OUT_OF_MEMORY,

        /** The server is reading its data back, or busy with another script. */
        BUSY,

        /** The cluster does not serve the organisation's slot, or moved it just now. */
        CLUSTER,

        /**
         * The store has lost what it knew (flushed, restarted empty, evicted). Nothing is
         * granted until the accounts are restored, or an operator begins anew.
         */
        FORGOTTEN,

        /**
         * By the store's clock no candidate window is current: this node's clock is off.
         */
        CLOCK,

        /** An error the store is not expected to answer with; the log has it. */
        ERROR

    }

}
