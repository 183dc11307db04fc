package llmgateway.relay;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;

import llmgateway.core.upstream.AttemptListener;
import llmgateway.core.upstream.AttemptOutcome;
import llmgateway.core.upstream.RelayPlan;
import llmgateway.core.upstream.UpstreamRequest;
import llmgateway.dialect.error.ErrorWriter;

/**
 * Carries a planned call to its provider and the answer back to the client. Blocks the
 * calling thread until the answer has ended; meant for virtual threads. Thread-safe.
 */
public final class Relay implements AutoCloseable {

    private final RelaySettings settings;

    private final ErrorWriter errors;

    private final List<AttemptListener> listeners;

    private final ProviderClient providers;

    private final ScheduledThreadPoolExecutor timer;

    /**
     * @param listeners each told once how an attempt ended
     */
    public Relay(RelaySettings settings, ErrorWriter errors, List<? extends AttemptListener> listeners) {
        this.settings = settings;
        this.errors = errors;
        this.listeners = List.copyOf(listeners);
        this.providers = new ProviderClient(settings);
        this.timer = new ScheduledThreadPoolExecutor(1,
                Thread.ofPlatform().daemon().name("relay-time-limits").factory(),
                new ThreadPoolExecutor.DiscardPolicy());
        this.timer.setRemoveOnCancelPolicy(true);
    }

    /**
     * Sends the plan's first attempt and passes the answer on as it comes. Whatever goes
     * wrong, the client has an answer or a broken connection when this returns.
     */
    public void forward(RelayPlan plan, ClientResponse client) {
        UpstreamRequest request = plan.attempts().getFirst();
        AttemptOutcome outcome = new AttemptOutcome.Broken();
        try {
            outcome = new Attempt(this.settings, this.providers, this.timer, plan, request)
                .run(new ClientAnswer(plan, client, this.errors));
        }
        finally {
            for (AttemptListener listener : this.listeners) {
                listener.attemptEnded(plan.call(), request, outcome);
            }
        }
    }

    /** Ends running attempts and closes the connections to providers. */
    @Override
    public void close() throws IOException {
        this.providers.close();
        this.timer.shutdownNow();
    }

}
