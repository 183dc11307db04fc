package llmgateway.core.ledger;

import java.time.Duration;
import java.util.Optional;

import llmgateway.core.call.Ticket;
import llmgateway.core.upstream.AttemptOutcome;
import llmgateway.core.usage.AnswerReading;

/**
 * How a call ended, told by whoever carried it.
 *
 * @param outcome of its last attempt
 * @param duration from the request to the end of the answer
 * @param firstToken from the request to the first token, or to the first byte of the
 * answer where tokens were not seen
 * @param attempts 0 or more
 */
public record CallReport(Ticket ticket, AttemptOutcome outcome, AnswerReading answer, Duration duration,
        Optional<Duration> firstToken, int attempts) {
}
