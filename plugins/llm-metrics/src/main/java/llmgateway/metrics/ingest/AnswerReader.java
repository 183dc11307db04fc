package llmgateway.metrics.ingest;

import java.util.Optional;

import llmgateway.core.call.Dialect;
import llmgateway.core.call.Endpoint;
import llmgateway.core.usage.AnswerReading;

/**
 * Reads what an answer says of its usage, as the relay does while it passes. Thread-safe;
 * does not throw for an answer that is none.
 */
@FunctionalInterface
public interface AnswerReader {

    /**
     * @param dialect of the provider
     * @param status HTTP status of the answer
     * @param contentType as the answer's header has it
     * @param body the body
     * @param whole whether it is known to be all of it
     */
    AnswerReading read(Dialect dialect, Endpoint endpoint, int status, Optional<String> contentType, byte[] body,
            boolean whole);

}
