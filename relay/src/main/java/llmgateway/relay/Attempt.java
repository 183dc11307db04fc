package llmgateway.relay;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;

import llmgateway.core.call.CallId;
import llmgateway.core.error.Reject;
import llmgateway.core.error.Rejects;
import llmgateway.core.http.Headers;
import llmgateway.core.upstream.AttemptOutcome;
import llmgateway.core.upstream.UpstreamRequest;
import llmgateway.relay.answer.AttemptResult;
import llmgateway.relay.answer.Coverage;
import llmgateway.relay.answer.FailureReasons;
import llmgateway.relay.answer.Metering;
import llmgateway.relay.answer.Passing;
import llmgateway.relay.client.ClientAnswer;
import llmgateway.relay.client.ClientGoneException;
import llmgateway.relay.client.FailureAnswer;
import llmgateway.relay.provider.ProviderAnswer;
import llmgateway.relay.provider.ProviderClient;
import llmgateway.relay.provider.ProviderRequest;
import llmgateway.relay.provider.TimeLimit;
import llmgateway.relay.provider.UpstreamException;
import llmgateway.relay.provider.UpstreamFailures;
import llmgateway.relay.settings.RelaySettings;
import llmgateway.relay.signing.RequestSigner;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request to one provider, and its answer on the way to the client. Used once. */
final class Attempt {

    private static final Logger LOG = LoggerFactory.getLogger(Attempt.class);

    private static final int READ = 16 * 1024;

    private final RelaySettings settings;

    private final ProviderClient providers;

    private final RequestSigner signer;

    private final CallId call;

    private final UpstreamRequest request;

    private final Metering metering;

    private final Coverage coverage;

    private final ProviderRequest sent;

    private final TimeLimit limit;

    private volatile boolean clientGone;

    private volatile boolean lost;

    Attempt(RelaySettings settings, ProviderClient providers, RequestSigner signer, ScheduledExecutorService timer,
            CallId call, UpstreamRequest request, Metering metering, Coverage coverage) {
        this.settings = settings;
        this.providers = providers;
        this.signer = signer;
        this.call = call;
        this.request = request;
        this.metering = metering;
        this.coverage = coverage;
        this.sent = providers.prepare(request);
        this.limit = new TimeLimit(timer, settings.totalTimeout(), this.sent::cancel);
    }

    /**
     * @param passings how an answer goes on, by the request as it was sent
     */
    AttemptResult run(Function<UpstreamRequest, Passing> passings, ClientAnswer client) {
        try {
            return exchange(passings, client);
        }
        catch (IOException ex) {
            return failed(ex, client);
        }
        finally {
            this.limit.close();
        }
    }

    /**
     * The client needs no answer any more; the provider's is still read for what it says
     * of its usage, within bounds. Does not block; from any thread.
     */
    void clientGone() {
        this.clientGone = true;
        if (this.settings.drains() && this.sent.mayHaveBeenSent()) {
            this.limit.endWithin(this.settings.drainTimeout());
        }
        else {
            this.sent.cancel();
        }
    }

    /** The client is another attempt's: ends this one at once. From any thread. */
    void lose() {
        this.lost = true;
        this.sent.cancel();
    }

    /** Ends the attempt at once; from any thread. */
    void cancel() {
        this.sent.cancel();
    }

    /** False as long as the provider cannot have seen anything of the request. */
    boolean mayHaveBeenSent() {
        return this.sent.mayHaveBeenSent();
    }

    private AttemptResult exchange(Function<UpstreamRequest, Passing> passings, ClientAnswer client)
            throws IOException {
        Headers proof = this.signer.proof(this.request);
        this.providers.add(proof, this.sent);
        Passing passing = passings.apply(this.request.with(proof));
        this.limit.within(this.settings.firstByteTimeout());
        ClassicHttpResponse received = this.providers.open(this.sent);
        try {
            ProviderAnswer answer = ProviderAnswer.of(received, this.limit, this.settings.chunkTimeout());
            this.metering.begin(this.request, answer);
            if (answer.isRedirect()) {
                throw new UpstreamException(Rejects.upstreamRedirected(this.request.target().provider()));
            }
            return passOn(passing, answer, client);
        }
        finally {
            letGo(received);
        }
    }

    private AttemptResult passOn(Passing passing, ProviderAnswer answer, ClientAnswer client) throws IOException {
        try {
            return passing.pass(answer, client);
        }
        catch (ClientGoneException ex) {
            if (this.lost) {
                throw ex;
            }
            clientGone();
            if (this.coverage.ofTheRest()) {
                drain(answer.body());
            }
            throw ex;
        }
    }

    private void drain(InputStream body) throws IOException {
        byte[] buffer = new byte[READ];
        for (long left = this.settings.drainBytes(); left > 0;) {
            int read = body.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (read < 0) {
                this.metering.ended();
                return;
            }
            this.metering.read(buffer, 0, read);
            left -= read;
        }
    }

    /**
     * Gives the connection back if the answer was read to its end, else closes it: that
     * takes the cancel, since closing alone would read on.
     */
    private void letGo(ClassicHttpResponse received) {
        this.sent.cancel();
        try {
            received.close();
        }
        catch (IOException ex) {
            LOG.debug("a connection to a provider did not close cleanly: {}", ex.getClass().getSimpleName());
        }
    }

    private AttemptResult failed(IOException failure, ClientAnswer client) {
        if (this.lost) {
            return new AttemptResult.Lost(new AttemptOutcome.HedgeLost(mayHaveBeenSent()));
        }
        if (failure instanceof ClientGoneException || this.clientGone) {
            client.breakOff();
            return new AttemptResult.Delivered(new AttemptOutcome.ClientGone());
        }
        boolean timedOut = this.limit.expired();
        Reject reject = UpstreamFailures.reject(failure, timedOut, mayHaveBeenSent(), this.request.target().provider());
        LOG.warn("{}: {} ({})", this.call, reject.message(), failure.getClass().getSimpleName());
        AttemptOutcome outcome = outcome(timedOut);
        if (client.isBegun()) {
            client.fail(reject);
            return new AttemptResult.Delivered(outcome);
        }
        return new AttemptResult.Failed(outcome, FailureReasons.of(outcome), new FailureAnswer.Refusal(reject));
    }

    private AttemptOutcome outcome(boolean timedOut) {
        if (!mayHaveBeenSent()) {
            return new AttemptOutcome.Unreachable();
        }
        return timedOut ? new AttemptOutcome.TimedOut() : new AttemptOutcome.Broken();
    }

}
