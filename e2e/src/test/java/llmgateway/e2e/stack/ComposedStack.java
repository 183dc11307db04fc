package llmgateway.e2e.stack;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import llmgateway.core.http.Header;
import llmgateway.core.http.Headers;
import llmgateway.e2e.gateway.ClientAnswer;
import llmgateway.e2e.gateway.ClientRequest;
import llmgateway.e2e.runner.RunnerProcess;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.ComposeContainer;

/** {@code docker-compose.yml} itself, on ports of its own. */
final class ComposedStack implements Stack {

    private final Map<String, String> environment = new HashMap<>();

    private final ComposeContainer containers;

    private final HttpClient http = HttpClient.newHttpClient();

    private ComposedStack(Secrets secrets) {
        this.environment.putAll(secrets.values());
        for (String port : List.of("GATEWAY_PORT", "ADMIN_PORT", "MANAGEMENT_PORT", "PROMETHEUS_PORT",
                "GRAFANA_PORT")) {
            this.environment.put(port, Integer.toString(RunnerProcess.freePort()));
        }
        this.containers = new ComposeContainer("llm-gateway", REPOSITORY.resolve("docker-compose.yml").toFile())
            .withEnv(this.environment)
            .withBuild(true);
    }

    /** Whether this machine has an engine, and Compose to tell it what to do. */
    static boolean isPossible() {
        try {
            return DockerClientFactory.instance().isDockerAvailable() && hasCompose();
        }
        catch (IOException ex) {
            return false;
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static boolean hasCompose() throws IOException, InterruptedException {
        Process version = new ProcessBuilder("docker", "compose", "version").redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
        return version.waitFor(10, TimeUnit.SECONDS) && version.exitValue() == 0;
    }

    static ComposedStack start() throws IOException {
        ComposedStack stack = new ComposedStack(Secrets.fresh());
        stack.containers.start();
        return stack;
    }

    @Override
    public ClientAnswer send(ClientRequest request) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(at("GATEWAY_PORT", request.target()))
            .method(request.method(), BodyPublishers.ofByteArray(request.body()));
        request.headers().lines().forEach((line) -> builder.header(line.name(), line.value()));
        HttpResponse<byte[]> response = answer(builder.build());
        List<Header> lines = response.headers()
            .map()
            .entrySet()
            .stream()
            .flatMap((entry) -> entry.getValue().stream().map((value) -> new Header(entry.getKey(), value)))
            .toList();
        return new ClientAnswer(ClientAnswer.By.GATEWAY, response.statusCode(), new Headers(lines),
                new ByteArrayInputStream(response.body()));
    }

    @Override
    public String key(String consumer) {
        return secret(consumer.toUpperCase(Locale.ROOT) + "_KEY");
    }

    @Override
    public String managed(String target) {
        HttpRequest request = HttpRequest.newBuilder(at("MANAGEMENT_PORT", target))
            .header("Authorization", "Bearer " + secret("MANAGEMENT_KEY"))
            .build();
        return new String(answer(request).body(), StandardCharsets.UTF_8);
    }

    /** Whether Prometheus, Grafana or another of the stack's services answers well. */
    boolean isWell(String port, String path) {
        return answer(HttpRequest.newBuilder(at(port, path)).build()).statusCode() == 200;
    }

    /** What Prometheus answers. */
    String asked(String target) {
        return new String(answer(HttpRequest.newBuilder(at("PROMETHEUS_PORT", target)).build()).body(),
                StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        this.containers.stop();
        this.http.close();
    }

    private String secret(String name) {
        return this.environment.getOrDefault(name, "");
    }

    private URI at(String port, String target) {
        return URI.create("http://127.0.0.1:" + secret(port) + target);
    }

    private HttpResponse<byte[]> answer(HttpRequest request) {
        try {
            return this.http.send(request, BodyHandlers.ofByteArray());
        }
        catch (IOException ex) {
            throw new IllegalStateException("no answer from " + request.uri(), ex);
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(ex);
        }
    }

}
