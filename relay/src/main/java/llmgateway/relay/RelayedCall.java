package llmgateway.relay;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import llmgateway.core.budget.RunningHold;
import llmgateway.core.call.OwnedHeaders;
import llmgateway.core.call.Ticket;
import llmgateway.core.error.Reject;
import llmgateway.core.error.Rejects;
import llmgateway.core.http.Headers;
import llmgateway.core.ledger.CallReport;
import llmgateway.core.ledger.CallReports;
import llmgateway.core.upstream.AttemptEnd;
import llmgateway.core.upstream.AttemptListener;
import llmgateway.core.upstream.AttemptOutcome;
import llmgateway.core.upstream.AttemptReport;
import llmgateway.core.upstream.Attempted;
import llmgateway.core.upstream.PlannedAttempt;
import llmgateway.core.upstream.PlannedAttempt.Prepared;
import llmgateway.core.upstream.Readmission.Readmitted;
import llmgateway.core.upstream.RelayPlan;
import llmgateway.core.upstream.ServerAddress;
import llmgateway.core.upstream.UpstreamRequest;
import llmgateway.relay.answer.AttemptResult;
import llmgateway.relay.answer.Coverage;
import llmgateway.relay.answer.HoldBack;
import llmgateway.relay.answer.Metering;
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
 */
final class RelayedCall {

    private static final Logger LOG = LoggerFactory.getLogger(RelayedCall.class);

    private final RelayPlan plan;

    private final Attempts attempts;

    private final CallReports reports;

    private final AttemptSequence sequence;

    private final ClientGate gate;

    private final ClientAnswer answer;

    private final long begun = System.nanoTime();

    private final CountDownLatch ended = new CountDownLatch(1);

    private final CountDownLatch over = new CountDownLatch(1);

    private volatile boolean cancelled;

    private volatile Optional<Attempt> current = Optional.empty();

    private Metering metering;

    /** Of the attempt under way. */
    private Coverage coverage;

    private int made;

    /** The attempt that was made under the ticket. */
    private Optional<AttemptReport> tried = Optional.empty();

    /** Of the attempt under way, until that is reported. */
    private Optional<Ticket> ticket;

    private AttemptOutcome outcome = new AttemptOutcome.Broken();

    RelayedCall(Attempts attempts, CallReports reports, RelayPlan plan, ClientResponse client) {
        this.reports = reports;
        this.ticket = Optional.of(plan.ticket());
        this.plan = plan;
        this.attempts = attempts;
        this.sequence = attempts.sequence(plan);
        this.metering = new Metering(plan, this.begun);
        this.coverage = new Coverage(plan.hold(), Optional.empty());
        this.gate = new ClientGate(client);
        this.answer = attempts.answer(plan, this.gate);
    }

    /** Watches the client and waits until it is answered or gone. */
    void serveClient(Runnable start) {
        this.gate.onHangUp(() -> {
            this.gate.clientGone();
            this.ended.countDown();
            this.current.ifPresent(Attempt::clientGone);
        });
        start.run();
        this.gate.awaitLetGo(this::cancel);
    }

    /** Runs to the end, whatever happens; on another thread than the client's. */
    void run(List<AttemptListener> listeners) {
        boolean answered = false;
        try {
            this.outcome = tryAll(listeners);
            answered = true;
        }
        catch (RuntimeException ex) {
            // Without the message, which might quote a body or a key.
            LOG.error("{}: the relay failed: {}", this.plan.call().id(), ex.getClass().getName());
            if (!mayHaveBeenSent()) {
                this.outcome = new AttemptOutcome.Unreachable();
            }
        }
        finally {
            if (!answered) {
                this.gate.breakOff();
            }
            this.gate.ended();
            report(false);
            this.over.countDown();
        }
    }

    private AttemptOutcome tryAll(List<AttemptListener> listeners) {
        Optional<FailureAnswer> told = Optional.empty();
        for (Optional<AttemptSequence.Next> next = this.sequence.next(); next.isPresent()
                && waited(next.get().delay()); next = this.sequence.next()) {
            Prepared prepared = prepared(next.get().attempt());
            if (prepared instanceof Prepared.Refused refused) {
                this.sequence.refused();
                told = told.or(() -> Optional.of(new FailureAnswer.Refusal(refused.reject())));
            }
            else if (prepared instanceof Prepared.Ready ready) {
                AttemptResult result = watched(ready.request(), listeners);
                this.outcome = result.outcome();
                switch (result) {
                    case AttemptResult.Delivered delivered -> {
                        return delivered.outcome();
                    }
                    case AttemptResult.Failed failed -> {
                        told = Optional.of(failed.answer());
                        this.sequence.failed(failed.reason(), failed.retryAfter(Instant.now()));
                    }
                }
            }
        }
        if (this.gate.isClientGone()) {
            this.answer.breakOff();
            return this.current.isEmpty() ? new AttemptOutcome.ClientGone() : this.outcome;
        }
        this.answer.tell(told.orElseGet(() -> new FailureAnswer.Refusal(Rejects.internalError())));
        return this.outcome;
    }

    /** With what it can cost held, once nothing is held for the attempt before. */
    private Prepared prepared(PlannedAttempt attempt) {
        Prepared prepared = attempt.prepare(this.plan.outputLimit());
        if (!(prepared instanceof Prepared.Ready ready)) {
            return prepared;
        }
        RunningHold hold = this.coverage.hold();
        if (this.current.isPresent() || this.ticket.isEmpty()) {
            report(true);
            Ticket another = this.attempts.newTicket();
            switch (this.plan.readmission().readmit(another, attempt, ready.request())) {
                case Readmitted.Refused refused -> {
                    return new Prepared.Refused(refused.reject());
                }
                case Readmitted.Held held -> hold = held.hold();
            }
            this.ticket = Optional.of(another);
        }
        this.coverage = this.attempts.coverage(this.plan, ready.request(), hold);
        Optional<Reject> refused = this.coverage.ofWhatIsNotTold();
        refused.ifPresent((reject) -> giveBack());
        return refused.<Prepared>map(Prepared.Refused::new).orElse(prepared);
    }

    /** Of an attempt that is not made. */
    private void giveBack() {
        this.ticket.ifPresent(this.reports::leftOut);
        this.ticket = Optional.empty();
    }

    private AttemptResult watched(UpstreamRequest request, List<AttemptListener> listeners) {
        Attempted attempted = new Attempted(request.target(), request.key(), true);
        tell(listeners, (listener) -> listener.attemptStarted(attempted));
        AttemptEnd end = new AttemptEnd(new AttemptOutcome.Broken());
        try {
            AttemptResult result = timed(request);
            end = new AttemptEnd(result.outcome(), result.retryAfter(Instant.now()), firstTokenOfAttempt());
            return result;
        }
        finally {
            AttemptEnd told = end;
            tell(listeners, (listener) -> listener.attemptEnded(attempted, told));
        }
    }

    private Optional<Duration> firstTokenOfAttempt() {
        return this.metering.firstToken()
            .flatMap((sinceBegin) -> this.tried.map((attempt) -> sinceBegin.minus(attempt.begin())));
    }

    private AttemptResult timed(UpstreamRequest request) {
        Duration begin = this.metering.sinceBegin();
        AttemptOutcome how = new AttemptOutcome.Broken();
        try {
            AttemptResult result = attempt(request);
            how = result.outcome();
            return result;
        }
        finally {
            this.tried = Optional.of(new AttemptReport(request.target(), Optional.of(ServerAddress.of(request.uri())),
                    how, begin, this.metering.sinceBegin().minus(begin)));
        }
    }

    private AttemptResult attempt(UpstreamRequest request) {
        this.made++;
        this.metering = new Metering(this.plan, this.begun);
        Attempt attempt = this.attempts.attempt(this.plan, request, this.metering, this.coverage);
        this.current = Optional.of(attempt);
        if (this.gate.isClientGone()) {
            attempt.clientGone();
        }
        if (this.cancelled) {
            attempt.cancel();
        }
        this.answer.add(headers(request));
        return attempt.run(
                (sent) -> this.attempts.passing(this.plan, sent, this.metering, this.coverage, this::holdBack),
                this.answer);
    }

    /** Nothing from when on no other attempt may follow the one under way. */
    private HoldBack holdBack() {
        if (!this.sequence.mayGoOn()) {
            return HoldBack.NOTHING;
        }
        return this.plan.retries().restartsStreams() ? HoldBack.UNTIL_THE_END : HoldBack.UNTIL_FIRST_WORDS;
    }

    private Headers headers(UpstreamRequest request) {
        Headers headers = this.plan.responseHeaders()
            .with(OwnedHeaders.PROVIDER, request.target().provider())
            .with(OwnedHeaders.MODEL, request.target().model().name());
        if (this.made > 1) {
            headers = headers.with(OwnedHeaders.ATTEMPTS, Integer.toString(this.made));
        }
        return request.dropped().isEmpty() ? headers
                : headers.with(OwnedHeaders.DROPPED, String.join(", ", request.dropped()));
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

    private void tell(List<AttemptListener> listeners, Consumer<AttemptListener> news) {
        for (AttemptListener listener : listeners) {
            try {
                news.accept(listener);
            }
            catch (RuntimeException ex) {
                LOG.error("{}: {} failed on an attempt: {}", this.plan.call().id(), listener.getClass().getName(),
                        ex.getClass().getName());
            }
        }
    }

    private boolean mayHaveBeenSent() {
        return this.current.filter(Attempt::mayHaveBeenSent).isPresent();
    }

    /**
     * Reports the attempt under way, once.
     * @param goesOn whether another is to follow
     */
    private void report(boolean goesOn) {
        Optional<Ticket> reported = this.ticket;
        this.ticket = Optional.empty();
        try {
            if (reported.isPresent()) {
                report(reported.get(), goesOn);
            }
            else if (!goesOn) {
                this.reports.gaveUp(this.plan.call().id());
            }
        }
        catch (RuntimeException ex) {
            LOG.error("{}: the end of the call could not be reported: {}", this.plan.call().id(),
                    ex.getClass().getName());
        }
    }

    private void report(Ticket reported, boolean goesOn) {
        boolean goneBefore = this.outcome instanceof AttemptOutcome.ClientGone && !mayHaveBeenSent();
        if (goneBefore || this.current.isEmpty()) {
            this.reports.neverSent(reported);
            return;
        }
        Duration duration = this.metering.sinceBegin();
        this.reports.ended(new CallReport(reported, this.outcome, this.metering.reading(), duration,
                this.metering.firstToken(), this.made, this.tried.stream().toList(), goesOn));
    }

    /** Ends the call as soon as possible; from any thread. */
    void cancel() {
        this.cancelled = true;
        this.ended.countDown();
        this.current.ifPresent(Attempt::cancel);
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
