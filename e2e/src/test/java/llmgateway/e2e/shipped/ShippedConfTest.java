package llmgateway.e2e.shipped;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

import llmgateway.apisix.command.CommandRun;
import llmgateway.core.http.Headers;
import llmgateway.e2e.gateway.ClientAnswer;
import llmgateway.e2e.gateway.ClientAnswer.By;
import llmgateway.e2e.gateway.ClientRequest;
import llmgateway.e2e.gateway.DeclaredObjects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The shipped {@code apisix.yaml} and the calls that its README shows. */
class ShippedConfTest {

    private static final Path APISIX_CONF = CommandRun.SHIPPED;

    @TempDir
    Path directory;

    private ShippedGateway gateway;

    @BeforeEach
    void start() throws IOException {
        DeclaredObjects shipped = DeclaredObjects.standalone(APISIX_CONF.resolve("apisix.yaml"));
        this.gateway = new ShippedGateway(this.directory, () -> shipped);
    }

    @AfterEach
    void stop() throws IOException {
        assertThat(this.gateway.apisix().runner().violations()).isEmpty();
        this.gateway.close();
    }

    @Test
    void everyCallOfTheReadmeGoesWhereItSays() throws IOException {
        List<DocumentedCall> calls = DocumentedCall.in(Files.readString(APISIX_CONF.resolve("README.md")));

        assertThat(calls).hasSize(9);
        for (DocumentedCall call : calls) {
            try (ClientAnswer answer = this.gateway.apisix().send(call.request(ShippedGateway.ENVIRONMENT))) {
                List<String> upstreams = this.gateway.upstreams();
                String way = switch (answer.by()) {
                    case UPSTREAM -> "upstream " + upstreams.getFirst();
                    case RUNNER -> "answered by the runner: " + answer.status();
                    case GATEWAY -> "answered by APISIX: " + answer.status();
                };
                assertThat(way).as(answer.text()).isEqualTo(call.expected());
                if (answer.by() == By.UPSTREAM) {
                    assertThat(answer.status()).isEqualTo(200);
                }
            }
        }
    }

    @Test
    void S4_providersGetTheirOwnHostPathAndKeyAndNothingOfTheClients() {
        send(chat("gpt-4o-mini", "").bearer("sk-alice-1"));
        send(chat("claude-haiku-4-5", "").bearer("sk-bob-2"));

        ClientRequest toOpenai = this.gateway.openai().received().getFirst();
        assertThat(toOpenai.target()).isEqualTo("/v1/chat/completions");
        assertThat(toOpenai.headers().first("Host")).hasValue("api.openai.com");
        assertThat(toOpenai.headers().all("Authorization")).containsExactly("Bearer " + ShippedGateway.OPENAI_KEY);
        assertThat(names(toOpenai.headers())).doesNotContain("x-api-key", "x-goog-api-key", "x-consumer-username");
        ClientRequest toAnthropic = this.gateway.anthropic().received().getFirst();
        assertThat(toAnthropic.headers().first("Host")).hasValue("api.anthropic.com");
        assertThat(toAnthropic.headers().all("Authorization"))
            .containsExactly("Bearer " + ShippedGateway.ANTHROPIC_KEY);
    }

    @Test
    void theRelayGoesThroughApisixToTheSameUpstream() {
        String answer = send(chat("gpt-4o-mini", ", \"stream\": true").bearer("sk-alice-1"));

        assertThat(answer).endsWith("data: [DONE]\n\n").doesNotContain("usage");
        assertThat(this.gateway.upstreams()).containsExactly("llm-relay", "openai");
        assertThat(this.gateway.openai().received()).singleElement().satisfies((request) -> {
            assertThat(request.target()).isEqualTo("/v1/chat/completions");
            assertThat(request.headers().first("Host")).hasValue("api.openai.com");
            assertThat(request.headers().all("Authorization")).containsExactly("Bearer " + ShippedGateway.OPENAI_KEY);
        });
    }

    @Test
    void E12_internalRoutesAreClosedToEverybodyButTheRelay() {
        ClientRequest call = ClientRequest.get("/llm/openai/v1/models").with("X-Real-IP", "127.0.0.1");

        assertThat(this.gateway.apisix().send(call).status()).as("at the clients' listener").isEqualTo(404);
        assertThat(this.gateway.apisix().send(call, 9081, "10.0.0.9").status()).as("from elsewhere").isEqualTo(404);
        assertThat(this.gateway.upstreams()).isEmpty();
    }

    @Test
    void aCallThatApisixCarriesIsSettledByItsLog() {
        send(chat("gpt-4o-mini", "").bearer("sk-alice-1"));

        assertThat(this.gateway.ledger()).singleElement()
            .asString()
            .contains("\"alice\"", "\"settled\"", "gpt-4o-mini");
    }

    @Test
    void B6_aBodyBeyondAFrameIsRefusedBeforeTheRunner() {
        ClientRequest call = ClientRequest.post("/v1/chat/completions", new byte[16_000_001]).bearer("sk-alice-1");

        assertThat(this.gateway.apisix().send(call).status()).isEqualTo(413);
    }

    static ClientRequest chat(String model, String rest) {
        return ClientRequest.post("/v1/chat/completions", "{\"model\": \"" + model
                + "\", \"max_tokens\": 50, \"messages\": [{\"role\": \"user\", \"content\": \"Hello\"}]" + rest + "}");
    }

    private String send(ClientRequest request) {
        try (ClientAnswer answer = this.gateway.apisix().send(request)) {
            assertThat(answer.status()).isEqualTo(200);
            return answer.text();
        }
    }

    private static List<String> names(Headers headers) {
        return headers.lines().stream().map((line) -> line.name().toLowerCase(Locale.ROOT)).toList();
    }

}
