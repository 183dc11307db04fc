package llmgateway.runner.a6;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import llmgateway.core.call.Exchange;
import llmgateway.core.http.Header;
import llmgateway.core.http.RequestRewrite;
import llmgateway.runner.a6.GatewayFrames.Call;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(180)
class IsolationTest {

    private static final int CONNECTIONS = 16;

    private static final int CALLS = 100_000;

    @TempDir
    Path directory;

    @Test
    void S5_interleavedCallsOfManyConsumersNeverSeeEachOther() throws Exception {
        NamedFilter echo = new NamedFilter("echo", List.of("consumer_name"), (request, response, chain) -> {
            Exchange exchange = (Exchange) request;
            exchange.rewrite(RequestRewrite.builder()
                .setHeader("X-Consumer", String.valueOf(request.getVars("consumer_name")))
                .setHeader("X-Own", String.valueOf(request.getHeader("x-own")))
                .setResponseHeader("x-path", request.getPath())
                .body(exchange.body())
                .build());
            chain.filter(request, response);
        });
        try (RunnerFixture runner = new RunnerFixture(this.directory, List.of(echo));
                ExecutorService gateways = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> connections = new ArrayList<>();
            for (int n = 0; n < CONNECTIONS; n++) {
                int connection = n;
                connections.add(gateways.submit(() -> {
                    callMany(runner, connection);
                    return null;
                }));
            }
            for (Future<?> connection : connections) {
                connection.get();
            }
        }
    }

    private static void callMany(RunnerFixture runner, int connection) throws IOException {
        try (GatewayPeer gateway = runner.connect()) {
            long token = gateway.prepare("key", Map.of("echo", "{}"));
            for (int i = 0; i < CALLS / CONNECTIONS; i++) {
                String own = connection + "-" + i;
                Call call = Call.post("/" + own, "body " + own)
                    .withId(i)
                    .withVariables(Map.of("consumer_name", "consumer " + own))
                    .withHeaders(new Header("x-own", "header " + own));

                Reply.Rewritten reply = (Reply.Rewritten) gateway.call(call, token);

                assertThat(reply.id()).isEqualTo(i);
                assertThat(reply.header("X-Consumer")).contains("consumer " + own);
                assertThat(reply.header("X-Own")).contains("header " + own);
                assertThat(reply.rewrite().responseHeaders()).containsExactly(new Header("x-path", "/" + own));
                assertThat(new String(reply.rewrite().body().orElseThrow(), StandardCharsets.UTF_8))
                    .isEqualTo("body " + own);
            }
        }
    }

}
