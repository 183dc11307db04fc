package llmgateway.e2e.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import llmgateway.e2e.budget.RedisNode;
import llmgateway.e2e.gateway.ApisixDouble;
import llmgateway.e2e.gateway.ClientAnswer;
import llmgateway.e2e.gateway.ClientRequest;
import llmgateway.e2e.gateway.Consumer;
import llmgateway.e2e.gateway.Route;
import llmgateway.e2e.runner.RunnerProcess;
import llmgateway.simulator.Simulator;
import llmgateway.simulator.SimulatorConfig;

/**
 * The configuration of {@code docker/stack} without containers: an APISIX double, the
 * runner as a process, a Redis and a simulator.
 */
final class LocalStack implements Stack {

    private final Secrets secrets;

    private final RedisNode redis;

    private final Simulator simulator;

    private final RunnerProcess runner;

    private final ApisixDouble apisix;

    private final HttpClient http = HttpClient.newHttpClient();

    private LocalStack(Path scratch) throws IOException {
        this.secrets = Secrets.fresh();
        this.redis = RedisNode.start(Files.createDirectory(scratch.resolve("redis")));
        this.simulator = Simulator.start(SimulatorConfig.defaults().withKeys(this.secrets.value("SIMULATOR_KEY")));
        Path catalogue = Files.writeString(scratch.resolve("catalogue.yaml"),
                Files.readString(REPOSITORY.resolve("docker/stack/catalogue.yaml"))
                    .replace("http://simulator:9099", this.simulator.baseUri().toString()));
        this.runner = RunnerProcess.start(this.secrets.values(), "llm.catalogue.file=" + catalogue,
                "llm.redis.address=" + this.redis.address(),
                // A busy machine's Redis is slow, not away.
                "llm.redis.time-limit=5s", "llm.management.key=env:MANAGEMENT_KEY");
        StackObjects objects = StackObjects.generate(Files.createDirectory(scratch.resolve("apisix")));
        this.apisix = new ApisixDouble(this.runner.socket(),
                new Route("llm", objects.plugins("routes/llm"), upstreams(objects)), consumers(objects));
    }

    /**
     * @param scratch an empty folder
     */
    static LocalStack start(Path scratch) throws IOException {
        return new LocalStack(scratch);
    }

    private Map<String, URI> upstreams(StackObjects objects) {
        return objects.ids("upstreams")
            .stream()
            .collect(Collectors.toMap(Function.identity(),
                    (id) -> id.equals("llm-relay") ? this.runner.relay() : this.simulator.baseUri()));
    }

    private List<Consumer> consumers(StackObjects objects) {
        return objects.ids("consumers")
            .stream()
            .map((name) -> Consumer.of(name, key(name)).withConf(objects.plugins("consumers/" + name)))
            .toList();
    }

    @Override
    public ClientAnswer send(ClientRequest request) {
        return this.apisix.send(request);
    }

    @Override
    public String key(String consumer) {
        return this.secrets.value(consumer.toUpperCase(Locale.ROOT) + "_KEY");
    }

    @Override
    public String managed(String target) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(this.runner.management() + target))
            .header("Authorization", "Bearer " + this.secrets.value("MANAGEMENT_KEY"))
            .build();
        try {
            return this.http.send(request, BodyHandlers.ofString()).body();
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(ex);
        }
    }

    @Override
    public void close() {
        this.apisix.close();
        try {
            this.runner.close();
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        this.simulator.close();
        this.redis.close();
        this.http.close();
    }

}
