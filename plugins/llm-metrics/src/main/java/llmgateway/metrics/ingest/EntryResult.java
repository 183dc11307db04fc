package llmgateway.metrics.ingest;

/** What became of a log entry. */
public enum EntryResult {

    /** Charged by it, or released. */
    SETTLED(true),

    /** Of a call that had ended before: a repetition, or one that had expired. */
    ENDED_BEFORE(true),

    /** Of a call that the relay carries and reports itself. */
    RELAYED(true),

    /** Without a ticket: a request that was never admitted. */
    WITHOUT_TICKET(false),

    /** Of a call that nobody knows. */
    UNKNOWN(false),

    /** No entry that can be read. */
    UNREADABLE(false),

    /** Not handled, as the store of accounts cannot be asked. */
    STORE_AWAY(false);

    private final boolean accepted;

    EntryResult(boolean accepted) {
        this.accepted = accepted;
    }

    /** Whether the call is known and needs nothing more. */
    public boolean isAccepted() {
        return this.accepted;
    }

}
