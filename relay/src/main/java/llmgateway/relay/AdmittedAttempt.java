package llmgateway.relay;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

import llmgateway.core.call.OwnedHeaders;
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
import llmgateway.core.upstream.RelayPlan;
import llmgateway.core.upstream.ServerAddress;
import llmgateway.core.upstream.UpstreamRequest;
import llmgateway.relay.answer.AttemptResult;
import llmgateway.relay.answer.HoldBack;
import llmgateway.relay.answer.Metering;
import llmgateway.relay.client.AnswerRace;
import llmgateway.relay.client.ClientAnswer;
import llmgateway.relay.client.FailureAnswer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An attempt for which what it can cost is held: run once, by one thread, then reported
 * once. What is known of how it went is to be asked when that thread is done.
 */
final class AdmittedAttempt implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(AdmittedAttempt.class);

    private final Attempts attempts;

    private final RelayPlan plan;

    private final PlannedAttempt planned;

    private final UpstreamRequest request;

    private final Admission.Granted granted;

    private final Standing standing;

    private final Metering metering;

    private final Attempt attempt;

    private final AnswerRace.Lane lane;

    private final ClientAnswer client;

    private AttemptResult result = new AttemptResult.Delivered(new AttemptOutcome.Broken());

    private Optional<AttemptReport> tried = Optional.empty();

    /**
     * @param request made of the planned attempt
     * @param callBegun by {@link System#nanoTime}
     */
    AdmittedAttempt(Attempts attempts, RelayPlan plan, PlannedAttempt planned, UpstreamRequest request,
            Admission.Granted granted, AnswerRace race, Standing standing, long callBegun) {
        this.attempts = attempts;
        this.plan = plan;
        this.planned = planned;
        this.request = request;
        this.granted = granted;
        this.standing = standing;
        this.metering = new Metering(plan, callBegun);
        this.attempt = attempts.attempt(plan, request, this.metering, granted.coverage());
        this.lane = race.enter(this.attempt::lose);
        this.client = attempts.answer(plan, this.lane);
        this.client.add(headers());
    }

    private Headers headers() {
        Headers headers = this.plan.responseHeaders()
            .with(OwnedHeaders.PROVIDER, this.request.target().provider())
            .with(OwnedHeaders.MODEL, this.request.target().model().name());
        return this.request.dropped().isEmpty() ? headers
                : headers.with(OwnedHeaders.DROPPED, String.join(", ", this.request.dropped()));
    }

    @Override
    public void run() {
        AttemptListener listeners = this.attempts.listeners();
        Attempted attempted = new Attempted(this.request.target(), this.request.key(), true);
        listeners.attemptStarted(attempted);
        if (this.standing.isHedge()) {
            listeners.hedgeStarted(attempted);
        }
        Duration begin = this.metering.sinceBegin();
        this.result = attempted();
        this.lane.leave();
        Duration took = this.metering.sinceBegin().minus(begin);
        this.tried = Optional.of(new AttemptReport(this.request.target(),
                Optional.of(ServerAddress.of(this.request.uri())), this.result.outcome(), begin, took));
        if (this.standing.isHedge() && this.lane.isWinner()) {
            listeners.hedgeWon(attempted);
        }
        Optional<Duration> firstToken = this.metering.firstToken().map((sinceBegin) -> sinceBegin.minus(begin));
        boolean lost = this.result instanceof AttemptResult.Lost;
        listeners.attemptEnded(attempted, new AttemptEnd(this.result.outcome(), this.result.retryAfter(Instant.now()),
                lost ? firstToken.or(() -> Optional.of(took)) : firstToken));
    }

    private AttemptResult attempted() {
        try {
            return this.attempt.run((sent) -> this.attempts.passing(this.plan, sent, this.metering,
                    this.granted.coverage(), this.standing.holdBack()), this.client);
        }
        catch (RuntimeException ex) {
            // Without the message, which might quote a body or a key.
            LOG.error("{}: the relay failed: {}", this.plan.call().id(), ex.getClass().getName());
            AttemptOutcome outcome = mayHaveBeenSent() ? new AttemptOutcome.Broken() : new AttemptOutcome.Unreachable();
            if (this.lane.isWinner()) {
                this.client.breakOff();
                return new AttemptResult.Delivered(outcome);
            }
            return new AttemptResult.Failed(outcome, Optional.empty(),
                    new FailureAnswer.Refusal(Rejects.internalError()));
        }
    }

    PlannedAttempt planned() {
        return this.planned;
    }

    AttemptResult result() {
        return this.result;
    }

    /**
     * The client's answer, with this attempt's headers, if no other attempt gives one.
     */
    ClientAnswer client() {
        return this.client;
    }

    /** False as long as the provider cannot have seen anything of it. */
    boolean mayHaveBeenSent() {
        return this.attempt.mayHaveBeenSent();
    }

    /** From any thread; see {@link Attempt#clientGone}. */
    void clientGone() {
        this.attempt.clientGone();
    }

    /** Ends it at once; from any thread. */
    void cancel() {
        this.attempt.cancel();
    }

    /**
     * @param made how many attempts were made of the call so far
     * @param goesOn whether more is to be reported of the call
     */
    void report(CallReports reports, int made, boolean goesOn) {
        AttemptOutcome outcome = this.result.outcome();
        if (outcome instanceof AttemptOutcome.ClientGone && !mayHaveBeenSent()) {
            if (!goesOn) {
                reports.neverSent(this.granted.ticket());
                return;
            }
            // The client waits for the other one no more either, but that was sent.
            outcome = new AttemptOutcome.HedgeLost(false);
        }
        reports.ended(new CallReport(this.granted.ticket(), outcome, this.metering.reading(),
                this.metering.sinceBegin(), this.metering.firstToken(), made, this.tried.stream().toList(), goesOn));
    }

    /**
     * Where it stands among the attempts of its call.
     *
     * @param isHedge whether it is made beside another
     * @param holdBack how much of a stream is held back, as of now
     */
    record Standing(boolean isHedge, Supplier<HoldBack> holdBack) {
    }

}
