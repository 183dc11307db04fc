package llmgateway.e2e.budget;

import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import llmgateway.core.ledger.LedgerRecord;
import llmgateway.simulator.Simulator;
import llmgateway.simulator.SimulatorConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redisson.api.RMap;

import static org.assertj.core.api.Assertions.assertThat;

class SpendCapTest {

    private static final int CLIENTS = 64;

    private static final long CAP = 1_000_000_000;

    private final ConcurrentLinkedQueue<HttpResponse<String>> answers = new ConcurrentLinkedQueue<>();

    private final AtomicLong settledBeforeTheFirstRefusal = new AtomicLong(-1);

    @Test
    void C1_64ClientsOnTwoGatewaysNeverPassTheCapByANanoDollar(@TempDir Path directory) throws Exception {
        try (RedisNode redis = RedisNode.start(directory);
                Simulator provider = Simulator.start(SimulatorConfig.defaults());
                GatewayClient client = new GatewayClient()) {
            GatewaySettings settings = GatewaySettings.of(directory, provider, redis, """
                    {"limits":{"cap":{"limit_by":"organisation","usd":1,"per":"total"}}}""");
            try (StandaloneGateway one = StandaloneGateway.start(settings);
                    StandaloneGateway other = StandaloneGateway.start(settings)) {
                long highest = WatchedAccount.of(redis, "cap")
                    .highestWhile((account) -> spend(client, account, one.uri(), other.uri()));
                one.books().awaitNothingOpen();
                assertThat(highest).isPositive().isLessThanOrEqualTo(CAP);
                assertTheBooksAgree(one.books());
                System.out.printf("P1: %.1f %% of the cap was settled at the first refusal, %.1f %% in the end%n",
                        this.settledBeforeTheFirstRefusal.get() * 100.0 / CAP, one.books().charged() * 100.0 / CAP);
            }
        }
    }

    private void assertTheBooksAgree(Books books) {
        assertThat(this.answers).allSatisfy((answer) -> assertThat(answer.statusCode()).isIn(200, 429));
        long told = this.answers.stream()
            .filter((answer) -> answer.statusCode() == 200)
            .mapToLong((answer) -> GatewayClient.cost(answer.body()))
            .sum();
        assertThat(books.charged()).isEqualTo(told);
        assertThat(books.limit("cap").used()).isEqualTo(told);
        assertThat(books.limit("cap").held()).isZero();
        assertThat(books.ledger()).extracting(LedgerRecord::ticket).doesNotHaveDuplicates();
        assertThat(books.ledger()).extracting(LedgerRecord::reason).containsOnly("settled");
    }

    /** Until each client has met a budget of which nothing more can be had. */
    private void spend(GatewayClient client, RMap<String, String> account, URI... gateways) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            IntStream.range(0, CLIENTS).forEach((number) -> threads.submit(() -> {
                for (int call = 0; call < 1_000; call++) {
                    HttpResponse<String> answer = client.chat(gateways[(number + call) % gateways.length],
                            GatewayClient.chat(call % 3 == 0));
                    this.answers.add(answer);
                    if (answer.statusCode() != 200) {
                        this.settledBeforeTheFirstRefusal.compareAndSet(-1, Long.parseLong(account.get("used")));
                        return;
                    }
                }
            }));
        }
    }

}
