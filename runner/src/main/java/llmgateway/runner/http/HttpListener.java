package llmgateway.runner.http;

import java.io.IOException;
import java.time.Duration;
import java.util.function.IntFunction;

import llmgateway.core.http.DirectResponse;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens for HTTP/1.1 and refuses what two readers could understand differently. Started
 * once, stopped once.
 */
public final class HttpListener {

    private static final Logger LOG = LoggerFactory.getLogger(HttpListener.class);

    /** For accepting, selecting and timers; requests have virtual threads. */
    private static final int PLATFORM_THREADS = 8;

    private static final int BIND_ATTEMPTS = 50;

    private static final Duration BETWEEN_BIND_ATTEMPTS = Duration.ofMillis(20);

    /** At a stop, for connections without traffic; a running request ignores it. */
    private static final long STOPPING_IDLE_MILLIS = 1000;

    private final ListenerSettings settings;

    private final Server server;

    private final HangUpConnector connector;

    private final GracefulHandler requests;

    private volatile boolean released;

    /**
     * @param refusals the answer to a request that is no acceptable HTTP, by status
     */
    public HttpListener(ListenerSettings settings, HttpService service, IntFunction<DirectResponse> refusals) {
        this.settings = settings;
        this.server = new Server(threads(settings));
        this.connector = new HangUpConnector(this.server, new HttpConnectionFactory(http(settings)));
        this.connector.setHost(settings.address().getHostString());
        this.connector.setPort(settings.address().getPort());
        this.connector.setIdleTimeout(settings.idleTimeout().toMillis());
        this.connector.setShutdownIdleTimeout(STOPPING_IDLE_MILLIS);
        this.server.addConnector(this.connector);
        this.server.addBean(new NetworkConnectionLimit(settings.maxConnections(), this.connector));
        this.requests = new GracefulHandler(new ServiceHandler(service, refusals, () -> this.released));
        this.server.setHandler(this.requests);
        this.server.setErrorHandler(new RefusalErrorHandler(refusals));
        this.server.setStopTimeout(settings.shutdownGrace().toMillis());
        this.server.setStopAtShutdown(false);
    }

    private static QueuedThreadPool threads(ListenerSettings settings) {
        QueuedThreadPool threads = new QueuedThreadPool(PLATFORM_THREADS, 1);
        threads.setName(settings.name());
        threads.setVirtualThreadsExecutor(VirtualThreads.getNamedVirtualThreadsExecutor(settings.name() + "-"));
        return threads;
    }

    private static HttpConfiguration http(ListenerSettings settings) {
        HttpConfiguration http = new HttpConfiguration();
        http.setHttpCompliance(HttpCompliance.STRICT);
        http.setUriCompliance(UriCompliance.DEFAULT);
        http.setRequestHeaderSize(settings.headerBytes());
        http.setSendServerVersion(false);
        return http;
    }

    /**
     * @throws IllegalStateException if the address cannot be listened on
     */
    public void start() {
        try {
            bind();
            this.server.start();
        }
        catch (Exception ex) {
            throw new IllegalStateException(this.settings.name() + " cannot listen on "
                    + this.settings.address().getHostString() + ":" + this.settings.address().getPort(), ex);
        }
        LOG.info("{} listens on {}:{}", this.settings.name(), this.settings.address().getHostString(), port());
    }

    /** A port that a predecessor gives up is free a moment after it says so. */
    private void bind() throws IOException, InterruptedException {
        for (int attempt = 1; !this.connector.isOpen(); attempt++) {
            try {
                this.connector.open();
            }
            catch (IOException ex) {
                if (attempt == BIND_ATTEMPTS) {
                    throw ex;
                }
                Thread.sleep(BETWEEN_BIND_ATTEMPTS);
            }
        }
    }

    /** The port that is listened on. */
    public int port() {
        return this.connector.getLocalPort();
    }

    public boolean isRunning() {
        return this.server.isRunning();
    }

    /**
     * Frees the port. Open connections are served on, each until its next answer, so that
     * no client is cut off whose next request is on its way.
     */
    public void release() {
        this.released = true;
        this.connector.close();
        LOG.info("{} has given up its port", this.settings.name());
    }

    /** Whether requests run. */
    public boolean isBusy() {
        return this.requests.getCurrentRequestCount() > 0;
    }

    /** Accepts no more; returns when running requests have ended, or their grace has. */
    public void stop() {
        if (this.released && !isBusy()) {
            // Else a late request would be refused while idle connections are waited for.
            this.server.setStopTimeout(0);
        }
        try {
            this.server.stop();
        }
        catch (Exception ex) {
            LOG.warn("{} did not stop cleanly: {}", this.settings.name(), ex.toString());
        }
    }

}
