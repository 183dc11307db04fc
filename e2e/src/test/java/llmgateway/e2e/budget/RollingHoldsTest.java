package llmgateway.e2e.budget;

import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;

import llmgateway.simulator.Simulator;
import llmgateway.simulator.SimulatorConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * 64 streams at once, which say 500 to 1,130 words and might say 3,000, under a cap that
 * is about what they want together.
 */
class RollingHoldsTest {

    private static final int STREAMS = 64;

    private static final long CAP_TOKENS = 48_000;

    private static final String LIMIT = """
            "limits":{"cap":{"limit_by":"organisation","usd":4.8,"per":"total"}}""";

    private static final Pattern WORD = Pattern.compile("\"content\":\"word");

    @TempDir
    private Path directory;

    @Test
    void P1_64StreamsNeverPassACapAndUseItUp() throws Exception {
        Run run = run("{" + LIMIT + "}");

        run.print("rolling holds");
        assertThat(run.answers()).allSatisfy((answer) -> assertThat(answer.statusCode()).isEqualTo(200));
        assertThat(run.answers()).allSatisfy((answer) -> assertThat(answer.body()).endsWith("data: [DONE]\n\n")
            .containsPattern("\"finish_reason\":\"(stop|length)\""));
        assertThat(run.highest()).isLessThanOrEqualTo(CAP_TOKENS * GatewaySettings.NANOS_A_TOKEN);
        assertThat(run.delivered() * GatewaySettings.NANOS_A_TOKEN).isLessThanOrEqualTo(run.spent());
        assertThat(run.spent()).isBetween(CAP_TOKENS * GatewaySettings.NANOS_A_TOKEN * 95 / 100,
                CAP_TOKENS * GatewaySettings.NANOS_A_TOKEN);
    }

    @Test
    void P1_withWorstCaseHoldsMostOfTheSameStreamsAreRefused() throws Exception {
        Run run = run("{" + LIMIT + ",\"rolling_holds\":false}");

        run.print("worst-case holds");
        assertThat(run.answers()).allSatisfy((answer) -> assertThat(answer.statusCode()).isIn(200, 429));
        assertThat(run.served()).isLessThanOrEqualTo(CAP_TOKENS / 3000);
        assertThat(run.highest()).isLessThanOrEqualTo(CAP_TOKENS * GatewaySettings.NANOS_A_TOKEN);
    }

    private Run run(String budget) throws Exception {
        try (RedisNode redis = RedisNode.start(this.directory);
                Simulator provider = Simulator.start(SimulatorConfig.defaults());
                GatewayClient client = new GatewayClient();
                StandaloneGateway gateway = StandaloneGateway
                    .start(GatewaySettings.of(this.directory, provider, redis, budget))) {
            Queue<HttpResponse<String>> answers = new ConcurrentLinkedQueue<>();
            long highest = WatchedAccount.of(redis, "cap")
                .highestWhile((account) -> stream(client, gateway.uri(), answers));
            gateway.books().awaitNothingOpen();
            assertThat(gateway.books().limit("cap").held()).isZero();
            return new Run(List.copyOf(answers), highest, gateway.books().charged());
        }
    }

    private static void stream(GatewayClient client, URI gateway, Queue<HttpResponse<String>> answers) {
        CyclicBarrier together = new CyclicBarrier(STREAMS);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < STREAMS; i++) {
                int words = 500 + i * 10;
                threads.submit(() -> {
                    together.await();
                    return answers.add(client.chat(gateway, GatewayClient.chat(GatewaySettings.LONG, "\"stream\":true"),
                            "x-sim-fault", "words=" + words + ",chunk-delay=2"));
                });
            }
        }
    }

    /**
     * @param highest used and held together at any time, in nano-dollars
     * @param spent in nano-dollars
     */
    private record Run(List<HttpResponse<String>> answers, long highest, long spent) {

        long served() {
            return this.answers.stream().filter((answer) -> answer.statusCode() == 200).count();
        }

        /** Words of answers, which are tokens. */
        long delivered() {
            return this.answers.stream().mapToLong((answer) -> WORD.matcher(answer.body()).results().count()).sum();
        }

        void print(String holds) {
            double cap = CAP_TOKENS * (double) GatewaySettings.NANOS_A_TOKEN;
            long whole = this.answers.stream().filter((answer) -> answer.body().contains("\"stop\"")).count();
            System.out.printf(
                    "P1: %s: of %d streams %d were admitted and %d came to their own end; %.2f %% of the cap was spent,"
                            + " at most %.2f %% used and held%n",
                    holds, STREAMS, served(), whole, this.spent * 100 / cap, this.highest * 100 / cap);
        }

    }

}
