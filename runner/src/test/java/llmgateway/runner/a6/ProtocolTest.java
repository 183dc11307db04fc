package llmgateway.runner.a6;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import llmgateway.core.http.Header;
import llmgateway.core.http.QueryArgument;
import llmgateway.core.plugin.SettingsCheck;
import llmgateway.runner.a6.GatewayFrames.Call;
import llmgateway.runner.a6.wire.Err.Code;
import llmgateway.runner.a6.wire.Method;
import org.apache.apisix.plugin.runner.filter.PluginFilter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class ProtocolTest {

    private static final NamedFilter PASS = new NamedFilter("pass", (rq, rs, chain) -> chain.filter(rq, rs));

    @TempDir
    Path directory;

    @Test
    void R1_answersPrepareConfOnce() throws IOException {
        try (RunnerFixture runner = new RunnerFixture(this.directory, List.of(PASS));
                GatewayPeer gateway = runner.connect()) {
            long first = gateway.prepare("key", Map.of("pass", "{}"));
            long second = gateway.prepare("other", Map.of("pass", "{}"));

            assertThat(second).as("a second answer to the first would be read here").isNotEqualTo(first);
            assertThat(gateway.call(Call.get("/"), second)).isEqualTo(new Reply.Unchanged(1));
        }
    }

    @Test
    void R2_derivesTheTokenFromKeyAndConfiguration() throws IOException {
        long before;
        try (RunnerFixture runner = new RunnerFixture(this.directory, List.of(PASS));
                GatewayPeer gateway = runner.connect()) {
            before = gateway.prepare("key", Map.of("pass", "{}"));
            assertThat(gateway.prepare("key", Map.of("pass", "{}"))).isEqualTo(before);
            assertThat(gateway.prepare("key2", Map.of("pass", "{}"))).isNotEqualTo(before);
            assertThat(gateway.prepare("key", Map.of("pass", "{ }"))).isNotEqualTo(before);
        }
        try (RunnerFixture restarted = new RunnerFixture(this.directory, List.of(PASS));
                GatewayPeer gateway = restarted.connect()) {
            assertThat(gateway.prepare("key", Map.of("pass", "{}"))).isEqualTo(before).isNotZero();
        }
    }

    @Test
    void R4_refusesCallsUnderAnUnknownFilterName() throws IOException {
        try (LoggedLines log = new LoggedLines();
                RunnerFixture runner = new RunnerFixture(this.directory, List.of(PASS));
                GatewayPeer gateway = runner.connect()) {
            long token = gateway.prepare("key", Map.of("llm-bugdet", "{}"));

            Reply reply = gateway.call(Call.get("/"), token);

            assertThat(reply).isInstanceOfSatisfying(Reply.Stopped.class, (stop) -> {
                assertThat(stop.response().status()).isEqualTo(500);
                assertThat(stop.body()).contains("GATEWAY_MISCONFIGURED");
            });
            assertThat(log.with("llm-bugdet")).hasSize(1);
        }
    }

    @Test
    void R4_refusesCallsUnderSettingsThatThePluginRejects() throws IOException {
        try (LoggedLines log = new LoggedLines();
                RunnerFixture runner = new RunnerFixture(this.directory, List.of(new Checking()));
                GatewayPeer gateway = runner.connect()) {
            long token = gateway.prepare("key", Map.of("checking", "bad"));

            assertThat(gateway.call(Call.get("/"), token)).isInstanceOf(Reply.Stopped.class);
            assertThat(log.with("'limit' must be a number")).hasSize(1);
        }
    }

    @Test
    void lostTokenIsToldAndTheConnectionStaysUsable() throws IOException {
        try (RunnerFixture runner = new RunnerFixture(this.directory, List.of(PASS));
                GatewayPeer gateway = runner.connect()) {
            assertThat(gateway.call(Call.get("/"), 4711)).isEqualTo(new Reply.Failed(Code.CONF_TOKEN_NOT_FOUND));
            assertThat(gateway.responseCall(2, 200, List.of(), 4711, Call.get("/")))
                .isEqualTo(new Reply.Failed(Code.CONF_TOKEN_NOT_FOUND));

            long token = gateway.prepare("key", Map.of("pass", "{}"));
            assertThat(gateway.call(Call.get("/"), token)).isEqualTo(new Reply.Unchanged(1));
        }
    }

    @Test
    void emptyConfigurationLetsCallsPass() throws IOException {
        try (RunnerFixture runner = new RunnerFixture(this.directory, List.of());
                GatewayPeer gateway = runner.connect()) {
            long token = gateway.prepare("key", Map.of());

            assertThat(gateway.call(Call.get("/").withId(77), token)).isEqualTo(new Reply.Unchanged(77));
            assertThat(gateway.responseCall(78, 200, List.of(), token, Call.get("/"))).isInstanceOfSatisfying(
                    Reply.Answered.class, (answer) -> assertThat(answer.response().status()).isZero());
        }
    }

    @Test
    void everyMethodOfTheProtocolArrives() throws IOException {
        NamedFilter echo = new NamedFilter("echo", (request, response, chain) -> {
            request.setHeader("X-Method", request.getMethod().name());
            chain.filter(request, response);
        });
        try (RunnerFixture runner = new RunnerFixture(this.directory, List.of(echo));
                GatewayPeer gateway = runner.connect()) {
            long token = gateway.prepare("key", Map.of("echo", ""));
            for (int method = 0; method < Method.names.length; method++) {
                Reply reply = gateway.call(Call.get("/").withMethod(method), token);
                assertThat(((Reply.Rewritten) reply).header("X-Method")).contains(Method.name(method));
            }
            gateway.send(GatewayFrames.requestCall(Call.get("/").withMethod(Method.names.length), token));
            assertThat(gateway.isClosedByRunner()).isTrue();
        }
    }

    @Test
    void argumentsHeadersAndAddressArriveAsSent() throws IOException {
        NamedFilter echo = new NamedFilter("echo", (request, response, chain) -> {
            request.setHeader("X-Args", request.getArgs().toString());
            request.setHeader("X-Seen", request.getHeader("X-MIXED-case"));
            request.setHeader("X-From", request.getSourceIP());
            chain.filter(request, response);
        });
        try (RunnerFixture runner = new RunnerFixture(this.directory, List.of(echo));
                GatewayPeer gateway = runner.connect()) {
            long token = gateway.prepare("key", Map.of("echo", ""));
            Call call = Call.get("/")
                .withQuery(new QueryArgument("a", Optional.of("ü 世界")), new QueryArgument("flag", Optional.empty()),
                        new QueryArgument("b", Optional.of("")))
                .withHeaders(new Header("x-mixed-CASE", "größe"))
                .from(new byte[] { 0x20, 1, 0xd, (byte) 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1 });

            Reply.Rewritten reply = (Reply.Rewritten) gateway.call(call, token);

            assertThat(reply.header("X-Args")).contains("{a=ü 世界, flag=null, b=}");
            assertThat(reply.header("X-Seen")).contains("größe");
            assertThat(reply.header("X-From")).contains("2001:db8::1");
        }
    }

    @Test
    void frameOutOfTurnOrOfUnknownTypeClosesItsConnectionOnly() throws IOException {
        try (RunnerFixture runner = new RunnerFixture(this.directory, List.of(PASS));
                GatewayPeer bystander = runner.connect()) {
            long token = bystander.prepare("key", Map.of("pass", "{}"));
            byte[] answer = GatewayFrames.extraInfo(Optional.empty());
            for (byte[] frame : List.of(answer, GatewayFrames.frame(5, 0, new byte[0]),
                    GatewayFrames.frame(255, 0, new byte[0]), GatewayFrames.frame(0, 0, new byte[0]),
                    GatewayFrames.frame(1, 0, new byte[0]))) {
                try (GatewayPeer gateway = runner.connect()) {
                    gateway.send(frame);
                    assertThat(gateway.isClosedByRunner()).isTrue();
                }
            }
            assertThat(bystander.call(Call.get("/"), token)).isEqualTo(new Reply.Unchanged(1));
        }
    }

    @Test
    void connectionsOverTheLimitAreClosedAndOthersServed() throws IOException {
        try (RunnerFixture runner = new RunnerFixture(this.directory, List.of(PASS), Duration.ofSeconds(30), 1);
                GatewayPeer first = runner.connect()) {
            long token = first.prepare("key", Map.of("pass", "{}"));
            try (GatewayPeer second = runner.connect()) {
                assertThat(second.isClosedByRunner()).isTrue();
            }
            assertThat(first.call(Call.get("/"), token)).isEqualTo(new Reply.Unchanged(1));
        }
    }

    private static final class Checking implements PluginFilter, SettingsCheck {

        @Override
        public String name() {
            return "checking";
        }

        @Override
        public List<String> problemsOf(String settings) {
            return List.of("'limit' must be a number");
        }

    }

}
