package llmgateway.core.ledger;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import llmgateway.core.call.Ticket;
import llmgateway.core.upstream.AttemptOutcome;
import llmgateway.core.upstream.AttemptReport;
import llmgateway.core.usage.AnswerReading;

/**
 * How a call ended, or one of its attempts where each is admitted by itself; told by
 * whoever carried it.
 *
 * @param outcome of its last attempt
 * @param duration from the request to the end of the answer
 * @param firstToken from the request to the first token, or to the first byte of the
 * answer where tokens were not seen
 * @param attempts how many were made of the call so far, 0 or more
 * @param tries what was tried under this ticket, in order
 * @param goesOn whether another attempt is under way, or about to be admitted, so that
 * more is to be reported of the call
 */
public record CallReport(Ticket ticket, AttemptOutcome outcome, AnswerReading answer, Duration duration,
        Optional<Duration> firstToken, int attempts, List<AttemptReport> tries, boolean goesOn) {

    public CallReport {
        tries = List.copyOf(tries);
    }

    /** Of a call that is over, and of whose attempts no more is known. */
    public CallReport(Ticket ticket, AttemptOutcome outcome, AnswerReading answer, Duration duration,
            Optional<Duration> firstToken, int attempts) {
        this(ticket, outcome, answer, duration, firstToken, attempts, List.of(), false);
    }

    /** Of an attempt that the budget did not cover, and that was not made. */
    public static CallReport leftOut(Ticket ticket, Duration duration) {
        return new CallReport(ticket, new AttemptOutcome.BudgetSpent(), AnswerReading.NOTHING, duration,
                Optional.empty(), 0, List.of(), true);
    }

    public boolean isLeftOut() {
        return this.attempts == 0 && this.outcome instanceof AttemptOutcome.BudgetSpent;
    }

}
