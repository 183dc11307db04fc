package llmgateway.relay;

import java.io.IOException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;

import llmgateway.core.error.Reject;
import llmgateway.core.upstream.AttemptOutcome;
import llmgateway.core.upstream.RelayPlan;
import llmgateway.core.upstream.UpstreamRequest;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request to one provider, and its answer on the way to the client. Used once. */
final class Attempt {

    private static final Logger LOG = LoggerFactory.getLogger(Attempt.class);

    private final RelaySettings settings;

    private final ProviderClient providers;

    private final ScheduledExecutorService timer;

    private final RelayPlan plan;

    private final UpstreamRequest request;

    private final AtomicBoolean clientGone = new AtomicBoolean();

    Attempt(RelaySettings settings, ProviderClient providers, ScheduledExecutorService timer, RelayPlan plan,
            UpstreamRequest request) {
        this.settings = settings;
        this.providers = providers;
        this.timer = timer;
        this.plan = plan;
        this.request = request;
    }

    AttemptOutcome run(ClientAnswer client) {
        HttpUriRequestBase sent = this.providers.prepare(this.request);
        client.onHangUp(() -> {
            this.clientGone.set(true);
            sent.cancel();
        });
        try (TimeLimit limit = new TimeLimit(this.timer, this.settings.totalTimeout(), sent::cancel)) {
            try {
                return exchange(sent, limit, client);
            }
            catch (IOException ex) {
                return failed(ex, limit, client);
            }
        }
    }

    private AttemptOutcome exchange(HttpUriRequestBase sent, TimeLimit limit, ClientAnswer client) throws IOException {
        limit.within(this.settings.firstByteTimeout());
        ClassicHttpResponse received = this.providers.open(sent);
        try {
            ProviderAnswer answer = ProviderAnswer.of(received, limit, this.settings.chunkTimeout());
            new AnswerPassing(this.settings, this.plan, this.request).pass(answer, client);
            return new AttemptOutcome.Answered(received.getCode());
        }
        finally {
            letGo(sent, received);
        }
    }

    /**
     * Gives the connection back if the answer was read to its end, else closes it: that
     * takes the cancel, since closing alone would read on.
     */
    private static void letGo(HttpUriRequestBase sent, ClassicHttpResponse received) {
        sent.cancel();
        try {
            received.close();
        }
        catch (IOException ex) {
            LOG.debug("a connection to a provider did not close cleanly: {}", ex.getClass().getSimpleName());
        }
    }

    private AttemptOutcome failed(IOException failure, TimeLimit limit, ClientAnswer client) {
        if (failure instanceof ClientGoneException || this.clientGone.get()) {
            client.breakOff();
            return new AttemptOutcome.ClientGone();
        }
        boolean timedOut = limit.expired();
        Reject reject = UpstreamFailures.reject(failure, timedOut, this.request.target().provider());
        LOG.warn("{}: {} ({})", this.plan.call().id(), reject.message(), failure.getClass().getSimpleName());
        client.fail(reject);
        if (timedOut) {
            return new AttemptOutcome.TimedOut();
        }
        return UpstreamFailures.beforeSending(failure) ? new AttemptOutcome.Unreachable() : new AttemptOutcome.Broken();
    }

}
