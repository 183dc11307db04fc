package llmgateway.metrics.ingest;

/** What became of a post. */
public sealed interface IngestResult {

    /**
     * It needs no repetition.
     *
     * @param accepted entries whose calls are settled, now or before
     * @param skipped entries that settle nothing, whenever they are sent
     */
    record Done(int accepted, int skipped) implements IngestResult {
    }

    /** The store is away: it should be sent again, whole; what was settled stays so. */
    record StoreAway() implements IngestResult {
    }

}
