package llmgateway.core.ledger;

/**
 * What came of reading a {@link UsageBook}.
 *
 * @param <T> what is read
 */
public sealed interface UsageResult<T> {

    /**
     * @param <T> what is read
     */
    record Read<T>(T value) implements UsageResult<T> {
    }

    /**
     * The store cannot be asked now.
     *
     * @param <T> what would have been read
     */
    record Away<T>() implements UsageResult<T> {
    }

}
