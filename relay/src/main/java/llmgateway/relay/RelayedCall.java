package llmgateway.relay;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import llmgateway.core.error.Reject;
import llmgateway.core.error.Rejects;
import llmgateway.core.ledger.CallReports;
import llmgateway.core.upstream.PlannedAttempt;
import llmgateway.core.upstream.PlannedAttempt.Prepared;
import llmgateway.core.upstream.RelayPlan;
import llmgateway.core.upstream.UpstreamRequest;
import llmgateway.relay.AdmittedAttempt.Standing;
import llmgateway.relay.answer.AttemptResult;
import llmgateway.relay.answer.HoldBack;
import llmgateway.relay.client.AnswerRace;
import llmgateway.relay.client.ClientAnswer;
import llmgateway.relay.client.ClientGate;
import llmgateway.relay.client.ClientResponse;
import llmgateway.relay.client.FailureAnswer;
import llmgateway.relay.retry.AttemptSequence;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One planned call, from its first attempt to its report. It outlives its client: an
 * answer is read on when the client is gone, and reported when the client has all of it.
 * Attempts that never run side by side run on the call's own thread.
 */
final class RelayedCall {

    private static final Logger LOG = LoggerFactory.getLogger(RelayedCall.class);

    private final RelayPlan plan;

    private final Attempts attempts;

    private final CallReports reports;

    private final AttemptSequence sequence;

    private final Admissions admissions;

    private final RunningAttempts running;

    private final ClientGate gate;

    private final AnswerRace race;

    private final long begun = System.nanoTime();

    private final CountDownLatch ended = new CountDownLatch(1);

    private final CountDownLatch over = new CountDownLatch(1);

    /** What the client is told if no attempt answers it, and by whose answer. */
    private Optional<FailureAnswer> told = Optional.empty();

    private ClientAnswer teller;

    /** Has ended, with none beside it, and is not reported yet. */
    private Optional<AdmittedAttempt> last = Optional.empty();

    RelayedCall(Attempts attempts, CallReports reports, RelayPlan plan, ClientResponse client) {
        this.reports = reports;
        this.plan = plan;
        this.attempts = attempts;
        this.sequence = attempts.sequence(plan);
        this.admissions = new Admissions(attempts, plan, reports);
        this.running = new RunningAttempts(threads(plan));
        this.gate = new ClientGate(client);
        this.race = new AnswerRace(this.gate);
        this.teller = attempts.answer(plan, this.race.outside());
    }

    private static Executor threads(RelayPlan plan) {
        return plan.retries().hedgeAfter().isEmpty() ? Runnable::run
                : (attempt) -> Thread.ofVirtual().name("relay-attempt").start(attempt);
    }

    /** Watches the client and waits until it is answered or gone. */
    void serveClient(Runnable start) {
        this.gate.onHangUp(() -> {
            this.gate.clientGone();
            this.ended.countDown();
            this.running.clientGone();
        });
        start.run();
        this.gate.awaitLetGo(this::cancel);
    }

    /** Runs to the end, whatever happens; on another thread than the client's. */
    void run() {
        try {
            if (!isAnswered()) {
                tellFailure();
            }
        }
        catch (RuntimeException ex) {
            // Without the message, which might quote a body or a key.
            LOG.error("{}: the relay failed: {}", this.plan.call().id(), ex.getClass().getName());
            this.gate.breakOff();
            this.running.cancel();
        }
        finally {
            this.gate.ended();
            reportAll();
            this.over.countDown();
        }
    }

    /**
     * Makes attempts until one has the client, or no more are to be made.
     * @return false if none has
     */
    private boolean isAnswered() {
        while (!this.running.isEmpty() || startsNext()) {
            Optional<Duration> untilHedge = untilHedge();
            if (untilHedge.filter(Duration::isZero).isPresent()) {
                this.sequence.next().ifPresent((hedge) -> starts(hedge.attempt()));
            }
            else if (this.running.awaitEnd(untilHedge).filter(this::answers).isPresent()) {
                return true;
            }
        }
        return false;
    }

    /** Empty where no other attempt is to be made beside the one that runs. */
    private Optional<Duration> untilHedge() {
        return (this.race.isWon() || this.ended.getCount() == 0) ? Optional.empty() : this.sequence.untilHedge();
    }

    /**
     * Starts the next attempt that can be made.
     * @return false if there is none
     */
    private boolean startsNext() {
        for (Optional<AttemptSequence.Next> next = this.sequence.next(); next.isPresent()
                && waited(next.get().delay()); next = this.sequence.next()) {
            if (starts(next.get().attempt())) {
                return true;
            }
        }
        return false;
    }

    /**
     * @return false if the client went, or the relay was closed, meanwhile
     */
    private boolean waited(Duration delay) {
        try {
            return !this.ended.await(delay.toNanos(), TimeUnit.NANOSECONDS);
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * @return false if it cannot be made, or what it costs cannot be held
     */
    private boolean starts(PlannedAttempt planned) {
        return switch (planned.prepare(this.plan.outputLimit())) {
            case Prepared.Refused(Reject reject) -> {
                this.sequence.refused(planned);
                refused(reject);
                yield false;
            }
            case Prepared.Ready(UpstreamRequest request) -> starts(planned, request);
        };
    }

    private boolean starts(PlannedAttempt planned, UpstreamRequest request) {
        boolean isHedge = !this.running.isEmpty();
        this.last.ifPresent((before) -> report(before, true));
        this.last = Optional.empty();
        return switch (this.admissions.admit(planned, request)) {
            case Admission.Refused(Reject reject) when isHedge -> {
                // It may be made yet when the other one holds nothing any more.
                this.sequence.hedgeRefused(planned);
                yield false;
            }
            case Admission.Refused(Reject reject) -> {
                this.sequence.refused(planned);
                refused(reject);
                yield false;
            }
            case Admission.Granted granted -> {
                this.running.start(new AdmittedAttempt(this.attempts, this.plan, planned, request, granted, this.race,
                        new Standing(isHedge, holdBack(isHedge)), this.begun));
                yield true;
            }
        };
    }

    /** How much of a stream is held back, asked on the attempt's thread. */
    private Supplier<HoldBack> holdBack(boolean isHedge) {
        if (this.plan.retries().hedgeAfter().isEmpty()) {
            return this::holdBack;
        }
        HoldBack first = isHedge ? HoldBack.UNTIL_FIRST_WORDS : holdBack();
        return () -> first;
    }

    /** Nothing from when on no other attempt may follow the one under way. */
    private HoldBack holdBack() {
        if (!this.sequence.mayGoOn()) {
            return HoldBack.NOTHING;
        }
        return this.plan.retries().restartsStreams() ? HoldBack.UNTIL_THE_END : HoldBack.UNTIL_FIRST_WORDS;
    }

    private void refused(Reject reject) {
        this.told = this.told.or(() -> Optional.of(new FailureAnswer.Refusal(reject)));
    }

    /** Whether the client has its answer of an attempt that has ended. */
    private boolean answers(AdmittedAttempt attempt) {
        switch (attempt.result()) {
            case AttemptResult.Delivered delivered -> {
                this.last = Optional.of(attempt);
                return true;
            }
            case AttemptResult.Lost lost -> report(attempt, true);
            case AttemptResult.Failed failed -> {
                this.sequence.failed(attempt.planned(), failed.reason(), failed.retryAfter(Instant.now()));
                this.told = Optional.of(failed.answer());
                this.teller = attempt.client();
                if (this.running.isEmpty()) {
                    this.last = Optional.of(attempt);
                }
                else {
                    report(attempt, true);
                }
            }
        }
        return false;
    }

    private void tellFailure() {
        if (!this.gate.isClientGone()) {
            this.teller.tell(this.told.orElseGet(() -> new FailureAnswer.Refusal(Rejects.internalError())));
        }
    }

    /** Reports what is not reported yet, the end of the call last. */
    private void reportAll() {
        while (!this.running.isEmpty()) {
            this.running.awaitEnd(Optional.empty()).ifPresent(this::reportBeside);
        }
        if (this.last.isPresent()) {
            report(this.last.get(), false);
        }
        else {
            guarded(() -> this.admissions.unused()
                .ifPresentOrElse(this.reports::neverSent, () -> this.reports.gaveUp(this.plan.call().id())));
        }
    }

    /** The end of the call is that of an attempt which was sent, if any was. */
    private void reportBeside(AdmittedAttempt other) {
        Optional<AdmittedAttempt> unsent = this.last.filter((attempt) -> !attempt.mayHaveBeenSent());
        report(unsent.orElse(other), true);
        if (unsent.isPresent()) {
            this.last = Optional.of(other);
        }
    }

    /**
     * @param goesOn whether more is to be reported of the call
     */
    private void report(AdmittedAttempt attempt, boolean goesOn) {
        guarded(() -> attempt.report(this.reports, this.race.entered(), goesOn));
    }

    private void guarded(Runnable reporting) {
        try {
            reporting.run();
        }
        catch (RuntimeException ex) {
            LOG.error("{}: the end of the call could not be reported: {}", this.plan.call().id(),
                    ex.getClass().getName());
        }
    }

    /** Ends the call as soon as possible; from any thread. */
    void cancel() {
        this.ended.countDown();
        this.running.cancel();
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
