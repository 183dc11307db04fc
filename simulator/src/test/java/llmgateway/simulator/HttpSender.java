package llmgateway.simulator;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sends JSON to a simulator, with every API's header for the key. */
final class HttpSender implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Simulator simulator = Simulator.start(SimulatorConfig.defaults());

    private final HttpClient client = HttpClient.newHttpClient();

    HttpResponse<String> send(String path, String body, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(this.simulator.baseUri() + path))
            .header("content-type", "application/json")
            .header("authorization", "Bearer " + SimulatorConfig.DEFAULT_KEY)
            .POST(HttpRequest.BodyPublishers.ofString(body));
        if (path.endsWith("/messages")) {
            request.header("anthropic-version", "2026-10-21");
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return this.client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    JsonNode json(String path, String body) throws IOException, InterruptedException {
        return JSON.readTree(send(path, body).body());
    }

    @Override
    public void close() {
        this.client.close();
        this.simulator.close();
    }

}
