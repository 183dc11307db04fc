package llmgateway.e2e.cloud;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import llmgateway.e2e.runner.RunnerProcess;
import llmgateway.simulator.SimulatorConfig;

import static org.awaitility.Awaitility.await;

/**
 * The packaged gateway with its front door, as a process that writes its log at debug
 * level, and {@code alice} as its client. A provider with a key finds the simulator's in
 * {@code GATEWAY_OPENAI}.
 */
final class CloudGateway implements AutoCloseable {

    static final String KEY = "sk-alice-6a41f0";

    private static final Duration START = Duration.ofSeconds(60);

    private final RunnerProcess runner;

    private final int port;

    private final HttpClient client = HttpClient.newHttpClient();

    private CloudGateway(RunnerProcess runner, int port) {
        this.runner = runner;
        this.port = port;
    }

    /**
     * @param directory for the catalogue
     * @param routeSettings of llm-route; empty for the usual ones
     */
    static CloudGateway start(Path directory, String catalogue, Map<String, String> environment, String routeSettings)
            throws IOException {
        Path file = Files.writeString(directory.resolve("catalogue.yaml"), catalogue);
        Map<String, String> all = new HashMap<>(environment);
        all.put("GATEWAY_OPENAI", SimulatorConfig.DEFAULT_KEY);
        all.put("ALICE", KEY);
        int port = RunnerProcess.freePort();
        RunnerProcess runner = RunnerProcess.start(all, "logging.level.root=debug",
                // A busy machine loads the clouds' libraries slowly.
                "llm.upstream.credential-wait=60s", "llm.catalogue.shipped=false", "llm.catalogue.file=" + file,
                "llm.standalone.enabled=true", "llm.standalone.listen=127.0.0.1:" + port, "llm.socket.enabled=true",
                "llm.standalone.consumers[0].name=alice", "llm.standalone.consumers[0].keys[0]=env:ALICE",
                "llm.standalone.plugins[0].name=llm-route", "llm.standalone.plugins[0].settings=" + routeSettings);
        CloudGateway gateway = new CloudGateway(runner, port);
        // The front door may open a moment after the socket.
        await().atMost(START).until(gateway::isOpen);
        return gateway;
    }

    private boolean isOpen() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.port)) {
            return socket.isConnected();
        }
        catch (IOException ex) {
            return false;
        }
    }

    /** Without a slash at the end. */
    String uri() {
        return "http://127.0.0.1:" + this.port;
    }

    /** All that was printed so far. */
    String output() {
        return this.runner.output();
    }

    /** Says hello by Chat Completions. */
    HttpResponse<String> chat(String model, boolean stream) throws IOException, InterruptedException {
        String body = "{\"model\":\"" + model + "\",\"stream\":" + stream
                + ",\"messages\":[{\"role\":\"user\",\"content\":\"Hello there\"}]}";
        return post("/v1/chat/completions", body);
    }

    HttpResponse<String> embed(String model) throws IOException, InterruptedException {
        return post("/v1/embeddings", "{\"model\":\"" + model + "\",\"input\":\"Hello there\"}");
    }

    private HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(uri() + path))
            .header("Authorization", "Bearer " + KEY)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
        return this.client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() throws IOException {
        this.client.close();
        this.runner.close();
    }

}
