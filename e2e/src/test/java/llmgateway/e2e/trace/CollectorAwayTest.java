package llmgateway.e2e.trace;

import java.nio.file.Path;
import java.time.Duration;

import llmgateway.e2e.runner.RunnerProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class CollectorAwayTest {

    @TempDir
    Path directory;

    @Test
    void callsGoOnAndWhatIsLostIsCounted() throws Exception {
        String away = "http://127.0.0.1:" + RunnerProcess.freePort();
        try (TracedGateway gateway = new TracedGateway(this.directory, "llm.traces.endpoint=" + away + "/v1/traces",
                "llm.traces.export-timeout=1s", "llm.traces.queue-size=4", "llm.traces.batch-size=2",
                "llm.metrics.otlp.endpoint=" + away + "/v1/metrics", "llm.metrics.otlp.interval=100ms")) {
            for (int i = 0; i < 10; i++) {
                assertThat(gateway.standalone(TracesTest.chat(false)).statusCode()).isEqualTo(200);
            }

            await().atMost(Duration.ofSeconds(60)).until(() -> lost(gateway, "export_failed") >= 2);
        }
    }

    private static double lost(TracedGateway gateway, String reason) {
        return gateway.prometheus()
            .lines()
            .filter((line) -> line.startsWith("llm_gateway_spans_lost_total") && line.contains(reason))
            .mapToDouble((line) -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
            .sum();
    }

}
