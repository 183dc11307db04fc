package llmgateway.relay;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import llmgateway.core.ledger.CallReport;
import llmgateway.core.ledger.CallReports;
import llmgateway.core.upstream.AttemptListener;
import llmgateway.core.upstream.AttemptOutcome;
import llmgateway.core.upstream.RelayPlan;
import llmgateway.core.upstream.UpstreamRequest;
import llmgateway.dialect.error.ErrorWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One planned call, from its attempt to its report. It outlives its client: an answer is
 * read on when the client is gone, and reported when the client has all of it.
 */
final class RelayedCall {

    private static final Logger LOG = LoggerFactory.getLogger(RelayedCall.class);

    private final RelayPlan plan;

    private final UpstreamRequest request;

    private final Metering metering;

    private final Attempt attempt;

    private final ClientGate gate;

    private final ClientAnswer answer;

    private final CountDownLatch over = new CountDownLatch(1);

    private AttemptOutcome outcome = new AttemptOutcome.Broken();

    RelayedCall(RelaySettings settings, ProviderClient providers, ScheduledExecutorService timer, ErrorWriter errors,
            RelayPlan plan, ClientResponse client) {
        this.plan = plan;
        this.request = plan.attempts().getFirst();
        this.metering = new Metering(plan, System.nanoTime());
        this.attempt = new Attempt(settings, providers, timer, plan, this.request, this.metering);
        this.gate = new ClientGate(client);
        this.answer = new ClientAnswer(plan, this.gate, errors);
    }

    /** Watches the client and waits until it is answered or gone. */
    void serveClient(Runnable start) {
        this.gate.onHangUp(() -> {
            this.gate.clientGone();
            this.attempt.clientGone();
        });
        start.run();
        this.gate.awaitLetGo(this::cancel);
    }

    /** Runs to the end, whatever happens; on another thread than the client's. */
    void run(List<AttemptListener> listeners, CallReports reports) {
        boolean answered = false;
        try {
            this.outcome = this.attempt.run(this.answer);
            answered = true;
        }
        catch (RuntimeException ex) {
            // Without the message, which might quote a body or a key.
            LOG.error("{}: the relay failed: {}", this.plan.call().id(), ex.getClass().getName());
            if (!this.attempt.mayHaveBeenSent()) {
                this.outcome = new AttemptOutcome.Unreachable();
            }
        }
        finally {
            if (!answered) {
                this.gate.breakOff();
            }
            tell(listeners);
            this.gate.ended();
            report(reports);
            this.over.countDown();
        }
    }

    private void tell(List<AttemptListener> listeners) {
        for (AttemptListener listener : listeners) {
            try {
                listener.attemptEnded(this.plan.call(), this.request, this.outcome);
            }
            catch (RuntimeException ex) {
                LOG.error("{}: the end of an attempt could not be told: {}", this.plan.call().id(),
                        ex.getClass().getName());
            }
        }
    }

    private void report(CallReports reports) {
        try {
            if (this.outcome instanceof AttemptOutcome.ClientGone && !this.attempt.mayHaveBeenSent()) {
                reports.neverSent(this.plan.ticket());
                return;
            }
            Duration duration = this.metering.sinceBegin();
            reports.ended(new CallReport(this.plan.ticket(), this.outcome, this.metering.reading(), duration,
                    this.metering.firstToken(), 1));
        }
        catch (RuntimeException ex) {
            LOG.error("{}: the end of the call could not be reported: {}", this.plan.call().id(),
                    ex.getClass().getName());
        }
    }

    /** Ends the call as soon as possible; from any thread. */
    void cancel() {
        this.attempt.cancel();
    }

    /** Whether it goes on for its usage alone. */
    boolean isDraining() {
        return this.gate.isClientGone() && this.over.getCount() > 0;
    }

    /**
     * Waits until the call has been reported.
     * @return false if the time is up first
     */
    boolean awaitReport(Duration atMost) throws InterruptedException {
        return this.over.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
    }

}
