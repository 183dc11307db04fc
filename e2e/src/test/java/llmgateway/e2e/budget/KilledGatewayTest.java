package llmgateway.e2e.budget;

import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

import llmgateway.core.ledger.LedgerRecord;
import llmgateway.e2e.runner.RunnerProcess;
import llmgateway.simulator.Simulator;
import llmgateway.simulator.SimulatorConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class KilledGatewayTest {

    private static final int CALLS = 1_000;

    private static final int CLIENTS = 8;

    private static final int KILLS = 5;

    private static final Duration RETRY_PAUSE = Duration.ofMillis(20);

    private static final String BUDGET = """
            {"limits":{"cap":{"limit_by":"organisation","usd":1000,"per":"total"}}}""";

    private final long seed = System.nanoTime();

    private final AtomicInteger begun = new AtomicInteger();

    private final AtomicInteger answered = new AtomicInteger();

    @Test
    void I6_aGatewayKilledAtAnyMomentLosesNoCallAndChargesNoneTwice(@TempDir Path directory) throws Exception {
        SimulatorConfig simulated = SimulatorConfig.defaults().withFaults("chunk-delay=3");
        try (RedisNode redis = RedisNode.start(directory);
                Simulator provider = Simulator.start(simulated.remembering(2 * CALLS))) {
            GatewaySettings settings = GatewaySettings.of(directory, provider, redis, BUDGET)
                .with("llm.budget.relay-lease=1s", "llm.budget.reaper-interval=100ms");
            int port = RunnerProcess.freePort();
            try (RunnerProcess gateway = RunnerProcess.start(Map.of(),
                    settings.with("llm.socket.enabled=true", "llm.standalone.listen=127.0.0.1:" + port).properties())) {
                callWhileKilling(gateway, URI.create("http://127.0.0.1:" + port));
            }
            // What the killed ones left is settled by whoever is there.
            try (StandaloneGateway heir = StandaloneGateway.start(settings)) {
                heir.books().awaitNothingOpen();
                assertNothingIsLostOrCountedTwice(heir.books(), provider.requests().size());
            }
        }
    }

    private void callWhileKilling(RunnerProcess gateway, URI uri) throws Exception {
        RandomGenerator random = new Random(this.seed);
        try (GatewayClient client = new GatewayClient();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            IntStream.range(0, CLIENTS).forEach((number) -> threads.submit(() -> call(client, uri)));
            for (int kill = 1; kill <= KILLS; kill++) {
                int moment = kill * CALLS / (KILLS + 1) + random.nextInt(CALLS / (4 * KILLS));
                await("call " + moment).atMost(Duration.ofMinutes(2))
                    .pollInterval(Duration.ofMillis(1 + random.nextInt(5)))
                    .until(() -> this.answered.get() >= moment);
                gateway.kill();
                gateway.restart();
            }
        }
    }

    private void call(GatewayClient client, URI uri) {
        while (this.answered.get() < CALLS) {
            try {
                this.begun.incrementAndGet();
                if (client.chat(uri, GatewayClient.chat(true)).statusCode() == 200) {
                    this.answered.incrementAndGet();
                }
            }
            catch (UncheckedIOException ex) {
                LockSupport.parkNanos(RETRY_PAUSE.toNanos()); // killed, or not yet back
            }
        }
    }

    private void assertNothingIsLostOrCountedTwice(Books books, int requestsOfTheProvider) {
        List<LedgerRecord> ledger = books.ledger();
        assertThat(ledger).as("seed %d", this.seed).extracting(LedgerRecord::ticket).doesNotHaveDuplicates();
        assertThat(ledger).as("seed %d", this.seed)
            .hasSizeGreaterThanOrEqualTo(Math.max(this.answered.get(), requestsOfTheProvider));
        List<LedgerRecord> expired = ledger.stream().filter((record) -> record.reason().equals("expired")).toList();
        assertThat(ledger.size() - expired.size()).as("calls that ended in good order, seed %d", this.seed)
            .isGreaterThanOrEqualTo(this.answered.get() - KILLS * CLIENTS);
        assertThat(expired).as("seed %d", this.seed).isNotEmpty().allSatisfy((record) -> {
            assertThat(record.charge()).isEqualTo(record.held());
            assertThat(record.entry().fields()).containsEntry("estimated", "1");
        });
        assertThat(books.limit("cap").used()).as("seed %d", this.seed).isEqualTo(books.charged());
        assertThat(books.limit("cap").held()).as("seed %d", this.seed).isZero();
        System.out.printf("I6: %d calls, %d killed of %d requests of the provider%n", this.begun.get(), expired.size(),
                requestsOfTheProvider);
    }

}
