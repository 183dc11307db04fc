package llmgateway.simulator;

import java.net.URI;
import java.util.List;

import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.VirtualThreadPool;

/**
 * A running provider double. Thread-safe.
 * <p>
 * Any first path segment may stand before the API's own path, so that one simulator can
 * play several providers: {@code /v1/...}, {@code /openai/v1/...},
 * {@code /anthropic/v1/...}, {@code /gemini/v1beta/...},
 * {@code /azure/openai/deployments/...}.
 * <p>
 * One token is one word between white space. An answer depends on nothing but its
 * request. The header {@code x-sim-usage} sets the usage of an answer,
 * {@code x-sim-fault} (or a model named {@code sim-fault-...}) asks for a fault, and
 * {@code x-sim-echo} for the request itself as JSON.
 */
public final class Simulator implements AutoCloseable {

    private static final int DEFAULT_PORT = 9099;

    private static final long IDLE_TIMEOUT_MILLIS = 300_000;

    /** Answered at a time; Jetty's own bound is 200. */
    private static final int MOST_REQUESTS = 10_000;

    private final Server server;

    private final ServerConnector connector;

    private final RequestLog log;

    private final URI baseUri;

    private Simulator(Server server, ServerConnector connector, RequestLog log, URI baseUri) {
        this.server = server;
        this.connector = connector;
        this.log = log;
        this.baseUri = baseUri;
    }

    /**
     * @throws IllegalArgumentException for a fault that does not exist
     * @throws IllegalStateException when the port cannot be listened on
     */
    public static Simulator start(SimulatorConfig config) {
        Server server = new Server(new VirtualThreadPool(MOST_REQUESTS));
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setHttpCompliance(HttpCompliance.STRICT);
        http.setRequestHeaderSize(64 * 1024);
        ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost(config.host());
        connector.setPort(config.port());
        connector.setIdleTimeout(IDLE_TIMEOUT_MILLIS);
        server.addConnector(connector);
        RequestLog log = new RequestLog(config.rememberedRequests());
        server.setHandler(new SimulatorHandler(log, new Replies(config)));
        try {
            server.start();
        }
        catch (Exception ex) {
            throw new IllegalStateException("The simulator cannot listen on " + config.host() + ":" + config.port(),
                    ex);
        }
        URI baseUri = URI.create("http://" + config.host() + ":" + connector.getLocalPort());
        return new Simulator(server, connector, log, baseUri);
    }

    /** Scheme, host and port, without a slash at the end. */
    public URI baseUri() {
        return this.baseUri;
    }

    public int port() {
        return this.connector.getLocalPort();
    }

    /** The latest requests, oldest first, whatever they were answered with. */
    public List<ReceivedRequest> requests() {
        return this.log.snapshot();
    }

    public void forgetRequests() {
        this.log.clear();
    }

    /** Breaks off what is still running. */
    @Override
    public void close() {
        try {
            this.server.stop();
        }
        catch (Exception ex) {
            throw new IllegalStateException("The simulator did not stop", ex);
        }
    }

    /**
     * Runs a simulator until the process is ended.
     * @param arguments {@code --host ADDRESS}, {@code --port N} and {@code --key KEY},
     * all optional
     */
    public static void main(String... arguments) throws InterruptedException {
        SimulatorConfig config = SimulatorConfig.defaults().withPort(DEFAULT_PORT);
        for (int i = 0; i < arguments.length; i += 2) {
            String value = (i + 1 < arguments.length) ? arguments[i + 1] : "";
            switch (arguments[i]) {
                case "--host" -> config = config.withHost(value);
                case "--port" -> config = config.withPort(Integer.parseInt(value));
                case "--key" -> config = config.withKeys(value);
                default -> throw new IllegalArgumentException("Usage: --host ADDRESS --port N --key KEY");
            }
        }
        try (Simulator simulator = start(config)) {
            System.out.println("The simulator listens on " + simulator.baseUri() + " and accepts "
                    + String.join(", ", config.keys()));
            simulator.server.join();
        }
    }

}
