package llmgateway.runner.a6;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

import llmgateway.runner.RunnerApplication;
import llmgateway.runner.a6.GatewayFrames.Call;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class RunnerApplicationTest {

    @TempDir
    static Path directory;

    private static ConfigurableApplicationContext runner;

    @BeforeAll
    static void start() {
        runner = run("--APISIX_LISTEN_ADDRESS=unix:" + directory.resolve("a6"), "--APISIX_CONF_EXPIRE_TIME=3600",
                "--llm.plugins.packages=com.example.filters.scanned");
    }

    @AfterAll
    static void stop() {
        runner.close();
    }

    @Test
    void hostsFiltersOfOtherPackagesOnTheSocketThatApisixNames() throws IOException {
        try (GatewayPeer gateway = GatewayPeer.connect(directory.resolve("a6"))) {
            long token = gateway.prepare("key", Map.of("ScannedFilter", "bar"));

            Reply.Rewritten reply = (Reply.Rewritten) gateway.call(Call.get("/"), token);

            assertThat(reply.header("X-Scanned")).contains("bar");
        }
    }

    @Test
    void refusalsSpeakTheClientsDialect() throws IOException {
        try (GatewayPeer gateway = GatewayPeer.connect(directory.resolve("a6"))) {
            long token = gateway.prepare("key", Map.of("no-such-plugin", "{}"));

            Reply.Stopped openAi = (Reply.Stopped) gateway.call(Call.post("/v1/chat/completions", "{}"), token);
            Reply.Stopped anthropic = (Reply.Stopped) gateway.call(Call.post("/v1/messages", "{}"), token);

            assertThat(openAi.response().status()).isEqualTo(500);
            assertThat(openAi.body()).startsWith("{\"error\":").contains("\"code\":\"gateway_misconfigured\"");
            assertThat(anthropic.body()).startsWith("{\"type\":\"error\"");
        }
    }

    @Test
    void S3_onlyHealthIsServed() throws Exception {
        assertThat(get("/actuator/health").body()).contains("\"status\":\"UP\"").contains("socket");
        for (String path : new String[] { "env", "heapdump", "threaddump", "beans", "configprops", "loggers",
                "shutdown", "mappings" }) {
            assertThat(get("/actuator/" + path).statusCode()).as(path).isEqualTo(404);
        }
    }

    @Test
    void P16_refusesToStartWithASettingThatNothingReads() {
        assertThatIllegalStateException().isThrownBy(() -> run("--llm.sockets.path=/tmp/x"))
            .withMessageContaining("llm.sockets.path")
            .withMessageContaining("llm.socket");
        assertThatExceptionOfType(Exception.class).isThrownBy(() -> run("--llm.socket.pat=/tmp/x"))
            .satisfies((ex) -> assertThat(ex).hasRootCauseInstanceOf(Exception.class)
                .hasStackTraceContaining(BindException.class.getName())
                .hasStackTraceContaining("llm.socket.pat"));
    }

    @Test
    void refusesToStartBesideALiveRunnerAndSaysWhere() {
        assertThatExceptionOfType(Exception.class).isThrownBy(() -> run("--llm.socket.path=" + directory.resolve("a6")))
            .satisfies((ex) -> assertThat(ex).hasStackTraceContaining(directory.resolve("a6").toString()));
    }

    private static ConfigurableApplicationContext run(String... arguments) {
        String[] all = Stream
            .concat(Stream.of("--management.server.port=0", "--llm.relay.enabled=false", "--llm.ingest.enabled=false"),
                    Stream.of(arguments))
            .toArray(String[]::new);
        return new SpringApplication(RunnerApplication.class).run(all);
    }

    private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        String port = runner.getEnvironment().getProperty("local.management.port");
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

}
