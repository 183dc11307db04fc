package llmgateway.runner.relay;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

import llmgateway.core.call.CallId;
import llmgateway.core.call.OwnedHeaders;
import llmgateway.core.call.Ticket;
import llmgateway.core.error.Reject;
import llmgateway.core.error.Rejects;
import llmgateway.core.http.DirectResponse;
import llmgateway.core.ledger.CallReports;
import llmgateway.core.upstream.RelayPlan;
import llmgateway.relay.Relay;
import llmgateway.runner.handover.FixedPort;
import llmgateway.runner.http.HttpListener;
import llmgateway.runner.http.HttpResponse;
import llmgateway.runner.http.ListenerSettings;
import llmgateway.runner.pipeline.RefusalWriter;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.SmartLifecycle;

/**
 * Takes the calls that APISIX sends to the upstream {@code llm-relay}: each brings the
 * ticket of a plan that waits here, and gets the provider's answer.
 */
public final class RelayListener implements SmartLifecycle, FixedPort {

    private static final Logger LOG = LoggerFactory.getLogger(RelayListener.class);

    /** APISIX adds to the client's headers, which it takes up to 32 KiB of. */
    private static final int HEADER_BYTES = 64 * 1024;

    private static final Duration SWEEP_INTERVAL = Duration.ofSeconds(1);

    private final RelayListenerProperties properties;

    private final RelayPlans plans;

    private final Relay relay;

    private final CallReports reports;

    private final RefusalWriter refusals;

    private final HttpListener listener;

    private volatile Optional<SuccessorRelay> successor = Optional.empty();

    private Optional<Thread> sweeper = Optional.empty();

    RelayListener(RelayListenerProperties properties, RelayPlans plans, Relay relay, CallReports reports,
            RefusalWriter refusals) {
        this.properties = properties;
        this.plans = plans;
        this.relay = relay;
        this.reports = reports;
        this.refusals = refusals;
        this.listener = new HttpListener(
                new ListenerSettings("relay", ListenerSettings.address(properties.listen()), HEADER_BYTES,
                        properties.maxConnections(), properties.idleTimeout(), properties.shutdownGrace()),
                this::answer, (status) -> refusal(
                        (status >= 500 && status != 505) ? Rejects.internalError() : Rejects.malformedRequest(status)));
    }

    private void answer(Request request, HttpResponse response) throws IOException {
        Optional<RelayPlan> plan = Optional.ofNullable(request.getHeaders().get(OwnedHeaders.TICKET))
            .flatMap((ticket) -> this.plans.take(new Ticket(ticket)));
        try (InputStream body = Content.Source.asInputStream(request)) {
            // The plan has the body; what APISIX sends is the client's own.
            body.transferTo(OutputStream.nullOutputStream());
        }
        catch (IOException ex) {
            plan.map(RelayPlan::ticket).ifPresent(this.reports::neverSent);
            throw ex;
        }
        Optional<SuccessorRelay> other = this.successor;
        if (plan.isEmpty() && other.isPresent()) {
            other.get().answer(request, response);
            return;
        }
        if (plan.isEmpty()) {
            LOG.warn("{} {} from {} brought no ticket of a call that waits", request.getMethod(),
                    request.getHttpURI().getPath(), Request.getRemoteAddr(request));
            response.send(refusal(Rejects.unknownTicket()));
            return;
        }
        this.relay.forward(plan.get(), response);
    }

    private DirectResponse refusal(Reject reject) {
        return this.refusals.write(reject, CallId.random(ThreadLocalRandom.current()), Optional.empty());
    }

    /** The port that is listened on. */
    public int port() {
        return this.listener.port();
    }

    @Override
    public void start() {
        InetSocketAddress address = ListenerSettings.address(this.properties.listen());
        if (!ListenerSettings.isLoopback(address)) {
            LOG.warn("the relay listens on {}, which is not loopback: whoever reaches it can try tickets",
                    address.getHostString());
        }
        this.listener.start();
        this.sweeper = Optional.of(Thread.ofVirtual().name("relay-plans").start(this::sweep));
    }

    private void sweep() {
        try {
            while (true) {
                Thread.sleep(SWEEP_INTERVAL);
                this.plans.sweep();
            }
        }
        catch (InterruptedException ex) {
            LOG.debug("sweeping ends with the listener");
        }
    }

    @Override
    public void stop() {
        this.listener.stop();
        this.successor.ifPresent(SuccessorRelay::close);
        this.sweeper.ifPresent(Thread::interrupt);
        this.plans.close();
    }

    @Override
    public boolean isAwaited() {
        return this.plans.isAwaited();
    }

    /**
     * APISIX may still send calls of the successor on connections that it keeps from
     * before: they are passed on.
     */
    @Override
    public void release() {
        this.successor = Optional.of(new SuccessorRelay(ListenerSettings.address(this.properties.listen())));
        this.listener.release();
        // Not on this thread: to report plans may take longer than the successor waits.
        Thread.startVirtualThread(this.plans::close);
    }

    @Override
    public boolean isBusy() {
        return this.listener.isBusy();
    }

    /**
     * Open before the socket is and until after it is closed: its calls are sent here.
     */
    @Override
    public int getPhase() {
        return DEFAULT_PHASE - 1;
    }

    @Override
    public boolean isRunning() {
        return this.listener.isRunning();
    }

}
