package llmgateway.e2e.direct;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.UUID;

import llmgateway.e2e.gateway.ClientAnswer;
import llmgateway.e2e.gateway.ClientAnswer.By;
import llmgateway.e2e.gateway.ClientRequest;
import llmgateway.e2e.whole.SharedGateway;
import llmgateway.e2e.whole.WholeGateway;
import llmgateway.simulator.ReceivedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(SharedGateway.class)
class DirectWayTest {

    private final WholeGateway gateway;

    private final String mark = UUID.randomUUID().toString();

    DirectWayTest(WholeGateway gateway) {
        this.gateway = gateway;
    }

    @AfterEach
    void theRunnerKeptToTheProtocol() {
        assertThat(this.gateway.apisix().runner().violations()).isEmpty();
    }

    @Test
    void S4_aCompletionReachesTheProviderWithItsOwnKeyAndNoneOfTheClients() {
        try (ClientAnswer answer = send(chat("\"stream\":false"))) {
            assertThat(answer.by()).isEqualTo(By.UPSTREAM);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.headers().first("x-llm-way")).contains("direct");
            assertThat(answer.headers().first("x-llm-provider")).contains("sim-openai");
            assertThat(answer.headers().first("x-llm-model")).contains(WholeGateway.UPSTREAM_MODEL);
            assertThat(answer.headers().first("x-llm-call-id")).isPresent();
            assertThat(answer.text()).contains("chat.completion");
        }
        ReceivedRequest received = received();
        assertThat(received.path()).isEqualTo("/openai/v1/chat/completions");
        assertThat(received.headers("authorization")).containsExactly("Bearer " + this.gateway.canaries().openAi());
        assertThat(received.header("host")).contains(this.gateway.providerAuthority());
        assertThat(received.bodyText()).isEqualTo(body(WholeGateway.UPSTREAM_MODEL, "\"stream\":false"));
        assertNothingOfTheClients(received);
    }

    @Test
    void aStreamThatAsksForUsageGoesTheDirectWay() {
        try (ClientAnswer answer = send(chat("\"stream\":true,\"stream_options\":{\"include_usage\":true}"))) {
            assertThat(answer.headers().first("x-llm-way")).contains("direct");
            assertThat(answer.text()).contains("\"choices\":[]").contains("\"prompt_tokens\"").endsWith("[DONE]\n\n");
        }
    }

    @Test
    void P13_aStreamThatDidNotAskForUsageGoesThroughTheRelayWhichHidesIt() {
        try (ClientAnswer answer = send(chat("\"stream\":true"))) {
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.headers().first("x-llm-way")).contains("relay");
            assertThat(answer.headers().first("content-type").orElse("")).startsWith("text/event-stream");
            assertThat(answer.text()).doesNotContain("\"choices\":[]").endsWith("[DONE]\n\n");
        }
        ReceivedRequest received = received();
        assertThat(received.bodyText()).contains("\"include_usage\":true");
        assertThat(received.headers("authorization")).containsExactly("Bearer " + this.gateway.canaries().openAi());
        assertNothingOfTheClients(received);
    }

    @Test
    void anAnthropicMessageKeepsItsDialect() {
        try (ClientAnswer answer = this.gateway.apisix().send(message(WholeGateway.CLAUDE))) {
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.text()).contains("\"type\":\"message\"");
        }
        ReceivedRequest received = received();
        assertThat(received.path()).isEqualTo("/anthropic/v1/messages");
        assertThat(received.headers("x-api-key")).containsExactly(this.gateway.canaries().anthropic());
        assertThat(received.headers("authorization")).isEmpty();
        assertThat(received.headers("anthropic-version")).containsExactly("2023-06-01");
        assertThat(received.bodyText()).contains(WholeGateway.UPSTREAM_CLAUDE);
        assertNothingOfTheClients(received);
    }

    @Test
    void countTokens() {
        ClientRequest request = ClientRequest
            .post("/v1/messages/count_tokens",
                    "{\"model\":\"" + WholeGateway.CLAUDE + "\",\"messages\":[{\"role\":\"user\",\"content\":\""
                            + this.mark + "\"}]}")
            .with("x-api-key", this.gateway.canaries().alice());
        try (ClientAnswer answer = this.gateway.apisix().send(request)) {
            assertThat(answer.text()).contains("input_tokens");
        }
        assertThat(received().path()).isEqualTo("/anthropic/v1/messages/count_tokens");
    }

    @Test
    void theConsumersOwnAllowListReplacesTheRoutes() {
        ClientRequest allowed = ClientRequest.post("/v1/chat/completions", body(WholeGateway.MODEL, "\"n\":1"))
            .bearer(this.gateway.canaries().bob());
        try (ClientAnswer answer = this.gateway.apisix().send(allowed)) {
            assertThat(answer.status()).isEqualTo(200);
        }
        ClientRequest forbidden = ClientRequest.post("/v1/messages", messageBody(WholeGateway.CLAUDE))
            .with("x-api-key", this.gateway.canaries().bob());
        try (ClientAnswer answer = this.gateway.apisix().send(forbidden)) {
            assertThat(answer.by()).isEqualTo(By.RUNNER);
            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.text()).contains("\"permission_error\"");
        }
        assertThat(this.gateway.received(this.mark)).hasSize(1);
    }

    @Test
    void aWrongKeyIsTheGatewaysToRefuse() {
        ClientRequest request = ClientRequest.post("/v1/chat/completions", body(WholeGateway.MODEL, "\"n\":1"))
            .bearer("sk-nobody");
        try (ClientAnswer answer = this.gateway.apisix().send(request)) {
            assertThat(answer.by()).isEqualTo(By.GATEWAY);
            assertThat(answer.status()).isEqualTo(401);
        }
        assertThat(this.gateway.received(this.mark)).isEmpty();
    }

    @Test
    void E1_whatAClientSaysAboutItselfAndItsWayIsIgnored() {
        ClientRequest request = chat("\"n\":1").with("LlmUpstream", "sim-anthropic")
            .with("LlmTicket", "00000000000000000000000000000000")
            .with("X-Consumer-Username", "bob")
            .with("X-Credential-Identifier", "bob")
            .with("X-Consumer-Custom-ID", "bob")
            .with("X-Consumer-Group", "admins");
        try (ClientAnswer answer = send(request)) {
            assertThat(answer.status()).isEqualTo(200);
        }
        ReceivedRequest received = received();
        assertThat(received.path()).startsWith("/openai/");
        assertThat(received.headers("LlmUpstream")).containsExactly("sim-openai");
        assertThat(received.headers("LlmTicket")).hasSize(1).doesNotContain("00000000000000000000000000000000");
        assertThat(received.headers()).noneSatisfy((line) -> assertThat(line.name()).startsWithIgnoringCase("x-con"));
        assertThat(received.headers()).noneSatisfy((line) -> assertThat(line.name()).startsWithIgnoringCase("x-cred"));
    }

    @Test
    void E3_theModelInTheQueryDoesNotCount() {
        ClientRequest request = ClientRequest
            .post("/v1/chat/completions?model=gpt-expensive&api_key=x", body(WholeGateway.MODEL, "\"n\":1"))
            .bearer(this.gateway.canaries().alice());
        try (ClientAnswer answer = this.gateway.apisix().send(request)) {
            assertThat(answer.status()).isEqualTo(200);
        }
        assertThat(received().query()).isEmpty();
        assertThat(received().bodyText()).contains(WholeGateway.UPSTREAM_MODEL);
    }

    @Test
    void B8_aHostileHeaderBehindTheHundredThatTheRunnerSeesIsStripped() {
        ClientRequest request = chat("\"n\":1");
        for (int index = 0; index < 150; index++) {
            request = request.with("x-filler-" + index, "v");
        }
        request = request.with("api-key", this.gateway.canaries().alice())
            .with("x-api-key", this.gateway.canaries().alice())
            .with("cookie", "session=" + this.gateway.canaries().alice())
            .with("x-portkey-custom-host", "http://evil.example")
            .with("LlmUpstream", "sim-anthropic");
        try (ClientAnswer answer = send(request)) {
            assertThat(answer.status()).isEqualTo(200);
        }
        ReceivedRequest received = received();
        assertThat(received.path()).startsWith("/openai/");
        assertThat(received.headers("x-portkey-custom-host")).isEmpty();
        assertNothingOfTheClients(received);
    }

    @Test
    void B9_twoAuthorizationHeadersAreRefused() {
        try (ClientAnswer answer = send(chat("\"n\":1").bearer("sk-other"))) {
            assertThat(answer.by()).isEqualTo(By.RUNNER);
            assertThat(answer.status()).isEqualTo(400);
        }
        assertThat(this.gateway.received(this.mark)).isEmpty();
    }

    @Test
    void E12_anEndpointNobodyListedIsNotFound() {
        try (ClientAnswer answer = send(ClientRequest.post("/v1/files", body(WholeGateway.MODEL, "\"n\":1")))) {
            assertThat(answer.by()).isEqualTo(By.RUNNER);
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.headers().first("x-llm-call-id")).isPresent();
        }
        assertThat(this.gateway.received(this.mark)).isEmpty();
    }

    @Test
    void theModelsListIsTheRunnersAndTheConsumers() {
        assertThat(models(this.gateway.canaries().alice())).contains("\"" + WholeGateway.MODEL + "\"")
            .contains("\"" + WholeGateway.REFUSED_KEY_MODEL + "\"");
        assertThat(models(this.gateway.canaries().bob())).contains("\"" + WholeGateway.MODEL + "\"")
            .doesNotContain("\"" + WholeGateway.REFUSED_KEY_MODEL + "\"");
    }

    @Test
    void theRelayRefusesATicketItDoesNotKnow() throws Exception {
        URI relay = this.gateway.runner().relay().resolve("/relay");
        HttpRequest stolen = HttpRequest.newBuilder(relay)
            .header("LlmTicket", "00000000000000000000000000000000")
            .POST(BodyPublishers.noBody())
            .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            assertThat(client.send(stolen, BodyHandlers.ofString()).statusCode()).isEqualTo(403);
        }
    }

    private ClientAnswer send(ClientRequest request) {
        return this.gateway.apisix()
            .send(request.headers().contains("authorization") ? request
                    : request.bearer(this.gateway.canaries().alice()));
    }

    private String models(String key) {
        try (ClientAnswer answer = this.gateway.apisix().send(ClientRequest.get("/v1/models").bearer(key))) {
            assertThat(answer.by()).isEqualTo(By.RUNNER);
            return answer.text();
        }
    }

    private ClientRequest chat(String rest) {
        return ClientRequest.post("/v1/chat/completions", body(WholeGateway.MODEL, rest))
            .bearer(this.gateway.canaries().alice());
    }

    private ClientRequest message(String model) {
        return ClientRequest.post("/v1/messages", messageBody(model))
            .with("x-api-key", this.gateway.canaries().alice());
    }

    private String body(String model, String rest) {
        return "{\"messages\": [{\"role\":\"user\",\"content\":\"" + this.mark + " žluťoučký 日本 🐎\"}], \"model\" : \""
                + model + "\"," + rest + " }";
    }

    private String messageBody(String model) {
        return "{\"model\":\"" + model + "\",\"max_tokens\":20,\"messages\":[{\"role\":\"user\",\"content\":\""
                + this.mark + "\"}]}";
    }

    private ReceivedRequest received() {
        List<ReceivedRequest> all = this.gateway.received(this.mark);
        assertThat(all).hasSize(1);
        return all.getFirst();
    }

    private void assertNothingOfTheClients(ReceivedRequest received) {
        assertThat(received.headers())
            .allSatisfy((line) -> assertThat(line.value()).doesNotContain(this.gateway.canaries().alice())
                .doesNotContain(this.gateway.canaries().bob()));
        assertThat(received.query()).doesNotContain("sk-canary");
    }

}
