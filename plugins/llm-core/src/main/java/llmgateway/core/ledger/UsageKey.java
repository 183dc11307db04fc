package llmgateway.core.ledger;

/**
 * What usage is told apart by: fields of the ledger, "" where an entry has none.
 *
 * @param model the catalogue's name
 * @param tag only in sums by tag
 */
public record UsageKey(String consumer, String consumerGroup, String model, String provider, String route, String tag) {

    /**
     * In place of the model or tag, once there are more of them than a store will count.
     */
    public static final String OTHER = "(other)";

}
