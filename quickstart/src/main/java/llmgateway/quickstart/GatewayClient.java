package llmgateway.quickstart;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Consumer;

/** Sends requests to the gateway as any program would. */
final class GatewayClient {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final URI gateway;

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    GatewayClient(URI gateway) {
        this.gateway = gateway;
    }

    GatewayAnswer get(String path, String key) throws IOException, InterruptedException {
        return answer(request(path).header("Authorization", "Bearer " + key).GET());
    }

    GatewayAnswer post(String path, String key, String body) throws IOException, InterruptedException {
        return answer(postRequest(path, key, body));
    }

    GatewayAnswer postToAnthropic(String path, String key, String body) throws IOException, InterruptedException {
        return answer(request(path).header("x-api-key", key)
            .header("anthropic-version", "2023-06-01")
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /**
     * @param onLine told every line as it arrives
     */
    GatewayAnswer stream(String path, String key, String body, Consumer<String> onLine)
            throws IOException, InterruptedException {
        HttpResponse<InputStream> response = this.http.send(postRequest(path, key, body).build(),
                HttpResponse.BodyHandlers.ofInputStream());
        StringBuilder received = new StringBuilder();
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            String line = lines.readLine();
            while (line != null) {
                onLine.accept(line);
                received.append(line).append('\n');
                line = lines.readLine();
            }
        }
        return new GatewayAnswer(response.statusCode(), response.headers(), received.toString());
    }

    private HttpRequest.Builder postRequest(String path, String key, String body) {
        return request(path).header("Authorization", "Bearer " + key)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(this.gateway.resolve(path)).timeout(PATIENCE);
    }

    private GatewayAnswer answer(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response = this.http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        return new GatewayAnswer(response.statusCode(), response.headers(), response.body());
    }

}
