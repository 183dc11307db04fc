package llmgateway.e2e.image;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import llmgateway.e2e.runner.RunnerProcess;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

/** What the Dockerfile does, done without Docker. */
class ContainerImageTest {

    private static final int JAVA_OF_THE_IMAGE = 25;

    @TempDir
    private static Path directory;

    private static ImageRoot image;

    @BeforeAll
    static void build() throws Exception {
        assumeThat(Runtime.version().feature()).as("the image's Java, whose class cache is tried here")
            .isGreaterThanOrEqualTo(JAVA_OF_THE_IMAGE);
        image = ImageRoot.build(directory);
    }

    @Test
    void theRunnerStartsFromItsClassCacheIsHealthyAndStopsWhenTold() throws Exception {
        int port = RunnerProcess.freePort();
        Process runner = image.start(Map.of("JAVA_TOOL_OPTIONS", "-XX:AOTMode=on", "LLM_SOCKET_PATH",
                directory.resolve("runner.sock").toString(), "MANAGEMENT_SERVER_PORT", Integer.toString(port),
                "LLM_RELAY_LISTEN", "127.0.0.1:0", "LLM_INGEST_LISTEN", "127.0.0.1:0"));
        try {
            await().atMost(Duration.ofSeconds(60)).until(() -> !runner.isAlive() || image.isHealthy(port));
            assertThat(runner.isAlive()).as(image.output()).isTrue();
            assertThat(directory.resolve("runner.sock")).exists();
            assertThat(runner.descendants()).as("no shell between Docker's signals and the runner").isEmpty();

            runner.destroy();

            assertThat(runner.waitFor(30, TimeUnit.SECONDS)).as(image.output()).isTrue();
            assertThat(image.isHealthy(port)).isFalse();
        }
        finally {
            runner.destroyForcibly();
        }
    }

    @Test
    void theDockerfileRunsTheStepsThatRanHereAndEndsUnprivileged() throws IOException {
        List<String> lines = ImageRoot.dockerfile().lines().toList();
        assertThat(lines)
            .contains("RUN docker/image/lay-out runner/target/llm-runner-*-exec.jar image",
                    "COPY --from=build /build/image/dependencies/ ./", "COPY --from=build /build/image/application/ ./",
                    "RUN ./train", "ENTRYPOINT [\"./start\"]")
            .containsSubsequence("USER 10636:636", "RUN ./train");
        assertThat(lines.reversed().stream().filter((line) -> line.startsWith("USER")).findFirst())
            .contains("USER 10636:636");
    }

}
