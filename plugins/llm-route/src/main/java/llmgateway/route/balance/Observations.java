package llmgateway.route.balance;

/**
 * What is known of targets when one is chosen. Thread-safe; answers from memory.
 *
 * @param load calls under way
 * @param price of a call
 */
public record Observations(FailureHistory failures, TargetLoad load, TargetLatency latency, CallPrice price) {
}
