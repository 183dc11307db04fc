package llmgateway.metrics.accounting;

import java.util.List;
import java.util.Optional;

import llmgateway.core.ledger.AdmittedCall;
import llmgateway.core.ledger.CallReport;
import llmgateway.core.upstream.AttemptEnd;
import llmgateway.core.upstream.AttemptListener;
import llmgateway.core.upstream.AttemptOutcome;
import llmgateway.core.upstream.Attempted;

/**
 * Tells of the calls that APISIX carried, as soon as it has reported them, how their
 * target did. What the provider said of when to come back is not in the report.
 * Thread-safe.
 */
public final class DirectAttempts implements FinishedCalls {

    private final List<AttemptListener> listeners;

    public DirectAttempts(List<AttemptListener> listeners) {
        this.listeners = List.copyOf(listeners);
    }

    @Override
    public void finished(FinishedCall finished) {
        AdmittedCall call = finished.call();
        if (!call.isRelayed()) {
            Attempted attempted = new Attempted(call.target(), call.providerKey(), false);
            AttemptEnd end = new AttemptEnd(outcome(finished.report()), Optional.empty(),
                    finished.report().firstToken());
            this.listeners.forEach((listener) -> listener.attemptEnded(attempted, end));
        }
    }

    private static AttemptOutcome outcome(CallReport report) {
        boolean answered = report.outcome() instanceof AttemptOutcome.Answered(int status) && status < 400;
        return (answered && report.answer().error()) ? new AttemptOutcome.Broken() : report.outcome();
    }

}
