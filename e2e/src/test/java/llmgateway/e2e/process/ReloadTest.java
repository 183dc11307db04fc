package llmgateway.e2e.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

import llmgateway.e2e.gateway.ApisixDouble;
import llmgateway.e2e.gateway.ClientAnswer;
import llmgateway.e2e.gateway.ClientRequest;
import llmgateway.e2e.gateway.Consumer;
import llmgateway.e2e.gateway.PluginConf;
import llmgateway.e2e.gateway.Route;
import llmgateway.e2e.runner.RunnerProcess;
import llmgateway.simulator.Simulator;
import llmgateway.simulator.SimulatorConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class ReloadTest {

    private static final int RELOADS = 3;

    private static final Duration START = Duration.ofSeconds(120);

    /**
     * Between two calls of a client: four clients then leave the reloads their processor.
     */
    private static final Duration PACE = Duration.ofMillis(20);

    private static final String DIRECT = "{\"model\":\"gpt-test\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";

    private static final String RELAYED = "{\"model\":\"gpt-test\",\"stream\":true,"
            + "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";

    @TempDir
    Path directory;

    private final Queue<String> failures = new ConcurrentLinkedQueue<>();

    private final AtomicInteger direct = new AtomicInteger();

    private final AtomicInteger relayed = new AtomicInteger();

    private volatile boolean ending;

    @Test
    void I7_reloadsUnderLoadFailNoCallAndLeaveOneRunner() throws Exception {
        List<ProcessHandle> predecessors = new ArrayList<>();
        try (Simulator simulator = Simulator.start(SimulatorConfig.defaults());
                RunnerProcess runner = RunnerProcess.spawn(Map.of("SIM_KEY", SimulatorConfig.DEFAULT_KEY),
                        properties(simulator));
                ApisixDouble apisix = new ApisixDouble(runner.socket(), route(simulator, runner),
                        List.of(Consumer.of("alice", "sk-alice")))) {
            List<Thread> load = List.of(calling(apisix, DIRECT, "direct", this.direct),
                    calling(apisix, DIRECT, "direct", this.direct), calling(apisix, RELAYED, "relay", this.relayed),
                    calling(apisix, RELAYED, "relay", this.relayed));
            for (int reload = 1; reload <= RELOADS; reload++) {
                int started = reload + 1;
                predecessors.addAll(runner.reload());
                await().atMost(START).until(() -> listened(runner) == started);
                int before = this.relayed.get();
                await().atMost(START).until(() -> this.relayed.get() > before + 2 || !this.failures.isEmpty());
            }
            await().atMost(START).until(() -> predecessors.stream().noneMatch(ProcessHandle::isAlive));
            this.ending = true;
            for (Thread thread : load) {
                thread.join();
            }

            assertThat(this.failures).as(runner.output()).isEmpty();
            assertThat(this.direct).hasPositiveValue();
            assertThat(predecessors).hasSize(RELOADS);
            assertThat(runner.takesConnections()).isTrue();
        }
        finally {
            this.ending = true;
            predecessors.forEach(ProcessHandle::destroyForcibly);
        }
    }

    private Thread calling(ApisixDouble apisix, String body, String way, AtomicInteger answered) {
        return Thread.ofPlatform().start(() -> {
            while (!this.ending) {
                ClientRequest request = ClientRequest.post("/v1/chat/completions", body).bearer("sk-alice");
                try (ClientAnswer answer = apisix.send(request)) {
                    String text = answer.text();
                    if (answer.status() != 200 || !answer.headers().first("x-llm-way").equals(Optional.of(way))
                            || way.equals("relay") && !text.contains("[DONE]")) {
                        this.failures.add(way + ": " + answer.status() + " " + text);
                    }
                    answered.incrementAndGet();
                }
                catch (RuntimeException ex) {
                    this.failures.add(way + ": " + ex);
                }
                LockSupport.parkNanos(PACE.toNanos());
            }
        });
    }

    private static long listened(RunnerProcess runner) {
        return runner.output().lines().filter((line) -> line.contains("Listening on")).count();
    }

    private String[] properties(Simulator simulator) throws IOException {
        Path catalogue = this.directory.resolve("catalogue.yaml");
        Files.writeString(catalogue, """
                providers:
                  sim-openai:
                    dialect: openai
                    base_url: %s/openai/v1
                    keys: [env:SIM_KEY]
                models:
                  gpt-test:
                    targets: [{provider: sim-openai}]
                """.formatted(simulator.baseUri()));
        return new String[] { "llm.catalogue.shipped=false", "llm.catalogue.file=" + catalogue,
                "llm.socket.shutdown-grace=240s" };
    }

    private static Route route(Simulator simulator, RunnerProcess runner) {
        return new Route("llm", PluginConf.of("llm-route", "{}"),
                Map.of("sim-openai", simulator.baseUri(), "llm-relay", runner.relay()));
    }

}
