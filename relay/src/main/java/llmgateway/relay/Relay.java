package llmgateway.relay;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.random.RandomGenerator;

import llmgateway.core.ledger.CallReports;
import llmgateway.core.upstream.AttemptListener;
import llmgateway.core.upstream.RelayPlan;
import llmgateway.dialect.error.ErrorWriter;
import llmgateway.dialect.translation.Translations;
import llmgateway.relay.client.ClientResponse;
import llmgateway.relay.provider.ProviderClient;
import llmgateway.relay.settings.RelaySettings;
import llmgateway.relay.signing.RequestSigner;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries a planned call to its provider and the answer back to the client. Blocks the
 * calling thread until the client has its answer or is gone; meant for virtual threads.
 * Thread-safe.
 */
public final class Relay implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Relay.class);

    /** For calls that are ended by {@link #close} to be reported. */
    private static final Duration REPORTING = Duration.ofSeconds(5);

    private final Attempts attempts;

    private final CallReports reports;

    private final ProviderClient providers;

    private final ScheduledThreadPoolExecutor timer;

    private final Set<RelayedCall> running = ConcurrentHashMap.newKeySet();

    /**
     * @param translations between what clients and providers speak
     * @param signer asked by each attempt just before it is sent
     * @param listeners each told once how an attempt ended
     * @param reports told once how each attempt ended: of the last one when its client
     * has its answer
     */
    public Relay(RelaySettings settings, ErrorWriter errors, Translations translations, RequestSigner signer,
            List<? extends AttemptListener> listeners, CallReports reports) {
        this.reports = reports;
        this.providers = new ProviderClient(settings);
        this.timer = new ScheduledThreadPoolExecutor(1,
                Thread.ofPlatform().daemon().name("relay-time-limits").factory(),
                new ThreadPoolExecutor.DiscardPolicy());
        this.timer.setRemoveOnCancelPolicy(true);
        RandomGenerator random = () -> ThreadLocalRandom.current().nextLong();
        this.attempts = new Attempts(settings, this.providers, signer, this.timer, new AttemptListeners(listeners),
                errors, translations, random, new SecureRandom());
    }

    /**
     * Makes the plan's attempts until one succeeds, and passes the answer on as it comes.
     * Whatever goes wrong, the client has an answer or a broken connection when this
     * returns, and the call is reported once, then or later.
     */
    public void forward(RelayPlan plan, ClientResponse client) {
        RelayedCall call = call(plan, client);
        this.running.add(call);
        call.serveClient(() -> Thread.ofVirtual().name("relay-call").start(() -> {
            try {
                call.run();
            }
            finally {
                this.running.remove(call);
            }
        }));
    }

    private RelayedCall call(RelayPlan plan, ClientResponse client) {
        try {
            return new RelayedCall(this.attempts, this.reports, plan, client);
        }
        catch (RuntimeException ex) {
            this.reports.neverSent(plan.ticket());
            throw ex;
        }
    }

    /** How many answers are read on although their clients are gone. */
    public int draining() {
        return Math.toIntExact(this.running.stream().filter(RelayedCall::isDraining).count());
    }

    /**
     * Ends running calls, sees them reported and closes the connections to providers.
     */
    @Override
    public void close() throws IOException {
        this.running.forEach(RelayedCall::cancel);
        this.providers.close();
        awaitReports();
        this.timer.shutdownNow();
    }

    private void awaitReports() {
        long end = System.nanoTime() + REPORTING.toNanos();
        try {
            for (RelayedCall call : this.running) {
                if (!call.awaitReport(Duration.ofNanos(end - System.nanoTime()))) {
                    LOG.warn("stopping before every call was reported");
                    return;
                }
            }
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

}
