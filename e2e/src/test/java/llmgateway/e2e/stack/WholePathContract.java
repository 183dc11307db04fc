package llmgateway.e2e.stack;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.IntStream;

import llmgateway.e2e.gateway.ClientAnswer;
import llmgateway.e2e.gateway.ClientRequest;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What a client and an operator see of the stack, however it is started. */
abstract class WholePathContract {

    private static final String CHAT = "/v1/chat/completions";

    private static final Duration SETTLED = Duration.ofSeconds(30);

    private static final int MOST_CALLS = 100;

    abstract Stack stack();

    @Test
    void aCompletionGoesDirectlyToTheProvider() {
        try (ClientAnswer answer = stack().send(chat("alice", "gpt-4o-mini", false))) {
            String text = answer.text();
            assertThat(answer.status()).as(text).isEqualTo(200);
            assertThat(text).contains("\"chat.completion\"");
            assertThat(answer.headers().first("x-llm-way")).contains("direct");
            assertThat(answer.headers().first("x-llm-provider")).contains("openai");
        }
    }

    @Test
    void P13_aStreamIsWholeAndWithoutTheUsageThatNobodyAskedFor() {
        try (ClientAnswer answer = stack().send(chat("alice", "gpt-4o-mini", true))) {
            String text = answer.text();
            assertThat(answer.status()).as(text).isEqualTo(200);
            assertThat(answer.headers().first("x-llm-way")).contains("relay");
            assertThat(text).endsWith("data: [DONE]\n\n").doesNotContain("\"choices\":[]");
        }
    }

    @Test
    void anAnthropicMessageKeepsItsDialect() {
        ClientRequest message = ClientRequest
            .post("/v1/messages",
                    "{\"model\":\"claude-haiku-4-5\",\"max_tokens\":50,"
                            + "\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}")
            .with("x-api-key", stack().key("bob"))
            .with("anthropic-version", "2023-06-01");
        try (ClientAnswer answer = stack().send(message)) {
            String text = answer.text();
            assertThat(answer.status()).as(text).isEqualTo(200);
            assertThat(text).contains("\"type\":\"message\"");
        }
    }

    @Test
    void aConsumersOwnSettingsReplaceTheRoutes() {
        assertThat(refusal(chat("bob", "gpt-4o-mini", false), 403)).contains("\"model_not_allowed\"");
        assertThat(models("bob")).contains("\"claude-haiku-4-5\"").doesNotContain("\"gpt-4o-mini\"");
        assertThat(models("alice")).contains("\"claude-haiku-4-5\"", "\"gpt-4o-mini\"");
    }

    @Test
    void E12_anEndpointNobodyListedIsNotFound() {
        ClientRequest files = ClientRequest.post("/v1/files", "{}").bearer(stack().key("alice"));
        assertThat(refusal(files, 404)).contains("\"endpoint_not_found\"");
    }

    @Test
    void aWrongKeyIsTheGatewaysToRefuse() {
        refusal(ClientRequest.post(CHAT, body("gpt-4o-mini", false)).bearer("sk-nobody"), 401);
    }

    @Test
    void aRateLimitRefusesWithTheTimeToWait() {
        ClientAnswer refused = firstRefused("carol");
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.headers().first("x-llm-limit")).contains("calls");
        assertThat(refused.headers().first("retry-after")).isPresent();
        assertThat(refused.text()).contains("\"rate_limit_exceeded\"");
    }

    @Test
    void aSpentBudgetRefusesAndTellsAnSdkNotToTryAgain() {
        ClientAnswer refused = firstRefused("dave");
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.headers().first("x-llm-limit")).contains("pocket-money");
    }

    @Test
    void aRelayedCallIsInTheReport() {
        stack().send(chat("alice", "gpt-4o", true)).text();
        await().atMost(SETTLED)
            .untilAsserted(() -> assertThat(stack().managed("/admin/usage?group_by=consumer,model"))
                .contains("\"consumer\":\"alice\",\"model\":\"gpt-4o\""));
    }

    final ClientRequest chat(String consumer, String model, boolean stream) {
        return ClientRequest.post(CHAT, body(model, stream)).bearer(stack().key(consumer));
    }

    private static String body(String model, boolean stream) {
        return "{\"model\":\"" + model + "\",\"stream\":" + stream
                + ",\"max_tokens\":20,\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";
    }

    private String models(String consumer) {
        try (ClientAnswer answer = stack().send(ClientRequest.get("/v1/models").bearer(stack().key(consumer)))) {
            return answer.text();
        }
    }

    private String refusal(ClientRequest request, int status) {
        try (ClientAnswer answer = stack().send(request)) {
            String text = answer.text();
            assertThat(answer.status()).as(text).isEqualTo(status);
            return text;
        }
    }

    /** The answer after those that went well, of which there is at least one. */
    private ClientAnswer firstRefused(String consumer) {
        refusal(chat(consumer, "gpt-4o-mini", true), 200);
        return IntStream.range(0, MOST_CALLS).mapToObj((call) -> {
            ClientAnswer answer = stack().send(chat(consumer, "gpt-4o-mini", true));
            return new ClientAnswer(answer.by(), answer.status(), answer.headers(),
                    new ByteArrayInputStream(answer.text().getBytes(StandardCharsets.UTF_8)));
        }).filter((answer) -> answer.status() != 200).findFirst().orElseThrow();
    }

}
