package llmgateway.relay;

import java.util.Optional;

import llmgateway.core.budget.RunningHold;
import llmgateway.core.call.Ticket;
import llmgateway.core.ledger.CallReports;
import llmgateway.core.upstream.PlannedAttempt;
import llmgateway.core.upstream.Readmission.Readmitted;
import llmgateway.core.upstream.RelayPlan;
import llmgateway.core.upstream.UpstreamRequest;
import llmgateway.relay.answer.Coverage;

/**
 * Admits a call's attempts one by one: the first under the ticket that the call came
 * with, each further one under its own. Used by the call's thread.
 */
final class Admissions {

    private final Attempts attempts;

    private final RelayPlan plan;

    private final CallReports reports;

    private Optional<Ticket> unused;

    Admissions(Attempts attempts, RelayPlan plan, CallReports reports) {
        this.attempts = attempts;
        this.plan = plan;
        this.reports = reports;
        this.unused = Optional.of(plan.ticket());
    }

    Admission admit(PlannedAttempt attempt, UpstreamRequest request) {
        if (this.unused.isPresent()) {
            Ticket first = this.unused.get();
            Coverage coverage = this.attempts.coverage(this.plan, request, this.plan.hold());
            this.unused = Optional.empty();
            return covered(first, coverage);
        }
        Ticket another = this.attempts.newTicket();
        return switch (this.plan.readmission().readmit(another, attempt, request)) {
            case Readmitted.Refused refused -> new Admission.Refused(refused.reject());
            case Readmitted.Held(RunningHold hold) ->
                covered(another, this.attempts.coverage(this.plan, request, hold));
        };
    }

    private Admission covered(Ticket ticket, Coverage coverage) {
        Optional<Admission> refused = coverage.ofWhatIsNotTold().map(Admission.Refused::new);
        refused.ifPresent((reject) -> this.reports.leftOut(ticket));
        return refused.orElseGet(() -> new Admission.Granted(ticket, coverage));
    }

    /**
     * The ticket that the call came with, as long as no attempt was admitted under it.
     */
    Optional<Ticket> unused() {
        return this.unused;
    }

}
