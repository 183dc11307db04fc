package llmgateway.e2e.process;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

import com.example.filters.StopRequestDemoFilter;
import llmgateway.e2e.gateway.PluginAnswer;
import llmgateway.e2e.gateway.PluginConf;
import llmgateway.e2e.gateway.RunnerClient;
import llmgateway.e2e.gateway.wire.RunnerMessage;
import llmgateway.e2e.gateway.wire.RunnerMessage.Entry;
import llmgateway.e2e.load.NumberedCall;
import llmgateway.e2e.runner.RunnerProcess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An enterprise's own filters, in a jar of their own that only knows the SDK, beside the
 * packaged runner: {@code LOADER_PATH} names the jar, {@code llm.plugins.packages} the
 * package.
 */
class ThirdPartyFiltersTest {

    private static final PluginConf STOP = PluginConf.of("StopRequestDemoFilter",
            "{\"stop_response_code\":\"403\",\"stop_response_header_name\":\"x-h\","
                    + "\"stop_response_header_value\":\"v\",\"stop_response_body\":\"no\"}");

    private static final PluginConf REWRITE_THEN_STOP = new PluginConf(
            List.of(new PluginConf.Plugin("RewriteRequestDemoFilter",
                    "{\"rewrite_path\":\"/r\",\"conf_header_name\":\"x-new\",\"conf_header_value\":\"v\","
                            + "\"conf_arg_name\":\"a\",\"conf_arg_value\":\"b\"}"),
                    STOP.plugins().getFirst()));

    @TempDir
    private static Path directory;

    private static RunnerProcess runner;

    @BeforeAll
    static void start() throws Exception {
        Path jar = directory.resolve("third-party.jar");
        pack(jar);
        runner = RunnerProcess.start(Map.of("LOADER_PATH", jar.toString()), "llm.plugins.packages=com.example.filters");
    }

    @AfterAll
    static void stop() throws IOException {
        runner.close();
    }

    @Test
    void aFilterWrittenOnlyAgainstTheSdkRunsUnchanged() {
        NumberedCall call = new NumberedCall(1, 100, 3);
        try (RunnerClient gateway = new RunnerClient(runner.socket())) {
            assertThat(gateway.call("stop", STOP, call.facts())).isInstanceOfSatisfying(PluginAnswer.Verdict.class,
                    ThirdPartyFiltersTest::assertStopped);
            assertThat(gateway.violations()).isEmpty();
        }
    }

    @Test
    void R5_aStopAfterARewriteStaysAStop() {
        NumberedCall call = new NumberedCall(2, 100, 3);
        try (RunnerClient gateway = new RunnerClient(runner.socket())) {
            assertThat(gateway.call("both", REWRITE_THEN_STOP, call.facts()))
                .isInstanceOfSatisfying(PluginAnswer.Verdict.class, ThirdPartyFiltersTest::assertStopped);
        }
    }

    @Test
    void R4_aFilterThatNobodyHostsRefusesTheCallAndIsNamedInTheLog() {
        NumberedCall call = new NumberedCall(3, 0, 3);
        try (RunnerClient gateway = new RunnerClient(runner.socket())) {
            assertThat(gateway.call("unknown", PluginConf.of("no-such-filter", "{}"), call.facts()))
                .isInstanceOfSatisfying(PluginAnswer.Verdict.class,
                        (verdict) -> assertThat(verdict.verdict()).isInstanceOfSatisfying(RunnerMessage.Stop.class,
                                (stop) -> assertThat(stop.status()).isEqualTo(500)));
        }
        assertThat(runner.output()).contains("no-such-filter");
    }

    private static void assertStopped(PluginAnswer.Verdict verdict) {
        assertThat(verdict.verdict()).isInstanceOfSatisfying(RunnerMessage.Stop.class, (stop) -> {
            assertThat(stop.status()).isEqualTo(403);
            assertThat(stop.headers()).contains(new Entry("x-h", Optional.of("v")));
            assertThat(stop.body()).asString().isEqualTo("no");
        });
    }

    /** With entries for the directories, as Maven packs: Spring's search begins there. */
    private static void pack(Path jar) throws IOException, URISyntaxException {
        Class<?> example = StopRequestDemoFilter.class;
        URL anchor = Objects.requireNonNull(example.getResource(example.getSimpleName() + ".class"));
        Path root = Path.of(anchor.toURI()).resolve("../../../..").normalize();
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream packed = new JarOutputStream(file);
                Stream<Path> files = Files.walk(root.resolve("com"))) {
            for (Path source : files.toList()) {
                String name = root.relativize(source).toString().replace('\\', '/');
                boolean directory = Files.isDirectory(source);
                packed.putNextEntry(new JarEntry(directory ? name + "/" : name));
                if (!directory) {
                    Files.copy(source, packed);
                }
            }
        }
    }

}
