package llmgateway.e2e.golden;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import llmgateway.e2e.gateway.wire.GatewayMessages;
import llmgateway.e2e.gateway.wire.RunnerConnection;
import llmgateway.e2e.gateway.wire.RunnerMessage;
import llmgateway.e2e.gateway.wire.RunnerMessage.AskRequestBody;
import llmgateway.e2e.gateway.wire.RunnerMessage.AskVariable;
import llmgateway.e2e.gateway.wire.RunnerMessage.Entry;
import llmgateway.e2e.whole.SharedGateway;
import llmgateway.e2e.whole.WholeGateway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The recorded requests under a configuration of today's llm-route. */
@ExtendWith(SharedGateway.class)
class GoldenThroughRouteTest {

    private static final Map<String, String> VARIABLES = Map.of("consumer_name", "alice", "route_id", "postreq");

    private final WholeGateway gateway;

    GoldenThroughRouteTest(WholeGateway gateway) {
        this.gateway = gateway;
    }

    @ParameterizedTest
    @ValueSource(strings = { "01-first-chat", "02-second-chat-token-cached", "03-consumer-override-bob",
            "04-utf8-args-repeated-headers", "07-body-200k-spooled", "08-stream" })
    void aRecordedCompletionIsSentToItsProvider(String name) throws IOException {
        assertThat(replay(name, "{}")).isInstanceOfSatisfying(RunnerMessage.Rewrite.class, (rewrite) -> {
            assertThat(rewrite.headers()).anySatisfy((header) -> {
                assertThat(header.name()).isEqualToIgnoringCase("LlmUpstream");
                assertThat(header.value()).hasValueSatisfying((upstream) -> assertThat(upstream).isNotBlank());
            });
            assertThat(rewrite.headers()).noneSatisfy((header) -> {
                assertThat(header.name()).isEqualToIgnoringCase("x-consumer-username");
                assertThat(header.value()).isPresent();
            });
        });
    }

    @Test
    void theRecordedRequestForTheModelsListIsAnsweredWithIt() throws IOException {
        assertStopped(replay("05-get-no-body", "{}"), 200, WholeGateway.MODEL);
    }

    @Test
    void B1_theRecordedRequestWithTwoModelKeysIsRefused() throws IOException {
        assertStopped(replay("06-spoofed-headers", "{}"), 400, "invalid_request_error");
    }

    @Test
    void theConsumersOwnAllowListCounts() throws IOException {
        assertStopped(replay("03-consumer-override-bob", "{\"models\":[\"claude-test\"]}"), 403, "model_not_allowed");
    }

    @Test
    void P16_theRecordedConfigurationHasAnUnknownFieldAndRefusesEveryCall() throws IOException {
        assertStopped(replay("01-first-chat", "{\"who\":\"route\"}"), 500, "gateway_misconfigured");
    }

    private RunnerMessage replay(String name, String settings) throws IOException {
        Recording recording = Recording.frames()
            .stream()
            .filter((candidate) -> candidate.name().equals(name))
            .findFirst()
            .orElseThrow();
        try (RunnerConnection connection = RunnerConnection.open(this.gateway.runner().socket())) {
            connection.send(GatewayMessages.prepareConf("route#" + name,
                    List.of(new Entry("llm-route", Optional.of(settings)))));
            long token = ((RunnerMessage.Prepared) connection.receiveMessage()).token();
            connection.send(recording.callWithToken(token));
            while (true) {
                switch (connection.receiveMessage()) {
                    case AskVariable ask -> connection.send(GatewayMessages
                        .extraInfo(GatewayMessages.utf8(Optional.ofNullable(VARIABLES.get(ask.name())))));
                    case AskRequestBody ask ->
                        connection.send(Objects.requireNonNull(recording.answers().get(ask), "no body recorded"));
                    case RunnerMessage last -> {
                        return last;
                    }
                }
            }
        }
    }

    private static void assertStopped(RunnerMessage message, int status, String text) {
        assertThat(message).isInstanceOfSatisfying(RunnerMessage.Stop.class, (stop) -> {
            assertThat(stop.status()).isEqualTo(status);
            assertThat(stop.body()).asString(StandardCharsets.UTF_8).contains("\"" + text + "\"");
        });
    }

}
