package llmgateway.metrics.trace;

import java.time.Duration;

/**
 * How ended spans wait for their export.
 *
 * @param size how many at most
 * @param batchSize how many are sent at a time at most
 * @param interval between two exports
 * @param timeout of an export
 */
public record QueueSettings(int size, int batchSize, Duration interval, Duration timeout) {
}
