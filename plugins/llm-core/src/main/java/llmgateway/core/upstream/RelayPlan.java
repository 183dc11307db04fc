package llmgateway.core.upstream;

import java.util.List;
import java.util.OptionalLong;

import llmgateway.core.budget.RunningHold;
import llmgateway.core.call.Call;
import llmgateway.core.call.Ticket;
import llmgateway.core.http.Headers;

/**
 * What the relay does for one call.
 *
 * @param call the call
 * @param ticket what the reservation of its first attempt is found by
 * @param body the client's; empty for none; not copied, so not to be written to
 * @param attempts the targets in the order to try; at least one
 * @param retries when to try again, and how often
 * @param hold of its first attempt
 * @param readmission lets further attempts be made
 * @param outputLimit the most tokens that one answer may have, beside what the client set
 * @param responseHeaders to add to the answer
 */
public record RelayPlan(Call call, Ticket ticket, byte[] body, List<? extends PlannedAttempt> attempts,
        RetryRules retries, RunningHold hold, Readmission readmission, OptionalLong outputLimit,
        Headers responseHeaders) {

    public RelayPlan {
        attempts = List.copyOf(attempts);
        if (attempts.isEmpty()) {
            throw new IllegalArgumentException("a relay plan without an attempt");
        }
    }

    /** A plan whose attempts count against nothing. */
    public RelayPlan(Call call, Ticket ticket, byte[] body, List<? extends PlannedAttempt> attempts, RetryRules retries,
            Headers responseHeaders) {
        this(call, ticket, body, attempts, retries, RunningHold.WHOLE, Readmission.FREE, OptionalLong.empty(),
                responseHeaders);
    }

    public RelayPlan withHold(RunningHold changed) {
        return new RelayPlan(this.call, this.ticket, this.body, this.attempts, this.retries, changed, this.readmission,
                this.outputLimit, this.responseHeaders);
    }

    public RelayPlan withReadmission(Readmission changed) {
        return new RelayPlan(this.call, this.ticket, this.body, this.attempts, this.retries, this.hold, changed,
                this.outputLimit, this.responseHeaders);
    }

    public RelayPlan withOutputLimit(long tokens) {
        return new RelayPlan(this.call, this.ticket, this.body, this.attempts, this.retries, this.hold,
                this.readmission, OptionalLong.of(tokens), this.responseHeaders);
    }

    public RelayPlan withResponseHeaders(Headers changed) {
        return new RelayPlan(this.call, this.ticket, this.body, this.attempts, this.retries, this.hold,
                this.readmission, this.outputLimit, changed);
    }

    @Override
    public String toString() {
        return "RelayPlan[" + this.call.id() + ", " + this.attempts.size() + " attempts]";
    }

}
