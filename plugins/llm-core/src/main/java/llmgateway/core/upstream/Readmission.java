package llmgateway.core.upstream;

import java.util.Optional;

import llmgateway.core.call.Ticket;
import llmgateway.core.error.Reject;

/**
 * Lets a call whose attempt failed make another, which may cost something else. Blocks as
 * long as the store of accounts may. Thread-safe.
 */
@FunctionalInterface
public interface Readmission {

    /** For calls that count against nothing. */
    Readmission FREE = (ticket, attempt, request) -> Optional.empty();

    /**
     * Holds what the attempt can cost under a ticket of its own, by which it is reported
     * then. To be asked when the attempt before has been reported, so that nothing is
     * held for that any more.
     * @param ticket new
     * @return why it may not be made; nothing is held then
     */
    Optional<Reject> readmit(Ticket ticket, PlannedAttempt attempt, UpstreamRequest request);

}
