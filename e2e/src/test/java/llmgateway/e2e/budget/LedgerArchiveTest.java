package llmgateway.e2e.budget;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

import llmgateway.metrics.report.Reports;
import llmgateway.metrics.report.UnusableParameter;
import llmgateway.simulator.Simulator;
import llmgateway.simulator.SimulatorConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@Timeout(120)
class LedgerArchiveTest {

    private static final String TAGGED = "{\"tags\":[\"nightly\"]}";

    @TempDir
    private Path directory;

    @Test
    void everyEntryIsInTheArchiveOnceAsTheLedgerHasItWhicheverNodeWritesIt() throws Exception {
        try (RedisNode redis = RedisNode.start(this.directory);
                Simulator provider = Simulator.start(SimulatorConfig.defaults());
                GatewayClient client = new GatewayClient()) {
            GatewaySettings settings = GatewaySettings.of(this.directory, provider, redis, """
                    {"limits":{"cap":{"limit_by":"organisation","usd":100,"per":"total"}}}""")
                .with("llm.standalone.plugins[0].settings=" + TAGGED,
                        "llm.ledger.archive.directory=" + this.directory.resolve("archive"),
                        "llm.ledger.archive.interval=50ms", "llm.ledger.retention=1d");
            for (int node = 1; node <= 2; node++) {
                try (StandaloneGateway gateway = StandaloneGateway.start(settings)) {
                    client.chat(gateway.uri(), GatewayClient.chat(false));
                    client.chat(gateway.uri(), GatewayClient.chat(true));
                    gateway.books().awaitNothingOpen();

                    int entries = 2 * node;
                    await("all archived").atMost(Duration.ofSeconds(30)).until(() -> archived().size() >= entries);
                    assertThat(archived()).isEqualTo(ledger(gateway)).hasSize(entries);
                }
            }
            assertThat(archived()).allSatisfy((line) -> assertThat(line).contains("\"tags\":\"nightly\""));
        }
    }

    private List<String> archived() {
        Path files = this.directory.resolve("archive/default");
        if (!Files.isDirectory(files)) {
            return List.of();
        }
        try (Stream<Path> days = Files.list(files)) {
            return days.filter((file) -> file.toString().endsWith(".jsonl.gz")).sorted().flatMap(this::lines).toList();
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private Stream<String> lines(Path day) {
        try (InputStream lines = new GZIPInputStream(Files.newInputStream(day))) {
            return new String(lines.readAllBytes(), StandardCharsets.UTF_8).lines();
        }
        catch (IOException ex) {
            // Just being written.
            return Stream.of();
        }
    }

    /** As {@code /admin/ledger} gives it. */
    private static List<String> ledger(StandaloneGateway gateway) throws IOException, UnusableParameter {
        StringWriter text = new StringWriter();
        ((Reports.Answer.Ready) gateway.bean(Reports.class).ledger(Map.of())).body().write(text);
        return text.toString().lines().toList();
    }

}
