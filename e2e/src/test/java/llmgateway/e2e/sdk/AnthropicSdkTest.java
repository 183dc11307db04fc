package llmgateway.e2e.sdk;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.JsonValue;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.errors.InternalServerException;
import com.anthropic.errors.NotFoundException;
import com.anthropic.errors.RateLimitException;
import com.anthropic.errors.UnauthorizedException;
import com.anthropic.models.messages.ContentBlock;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCountTokensParams;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.anthropic.models.messages.Tool;
import com.anthropic.models.models.ModelInfo;
import llmgateway.e2e.whole.SharedGateway;
import llmgateway.e2e.whole.WholeGateway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Anthropic's Java SDK through the standalone gateway. */
@ExtendWith(SharedGateway.class)
class AnthropicSdkTest {

    private final WholeGateway gateway;

    private final String mark = UUID.randomUUID().toString();

    private final AnthropicClient client;

    AnthropicSdkTest(WholeGateway gateway) {
        this.gateway = gateway;
        this.client = client(gateway.canaries().alice());
    }

    @AfterEach
    void disconnect() {
        this.client.close();
    }

    @Test
    void plainMessage() {
        Message message = this.client.messages().create(ask(WholeGateway.CLAUDE).build());
        assertThat(message.content().getFirst().asText().text()).isNotBlank();
        assertThat(message.usage().outputTokens()).isPositive();
        assertThat(this.gateway.received(this.mark)).singleElement().satisfies((request) -> {
            assertThat(request.bodyText()).contains(WholeGateway.UPSTREAM_CLAUDE);
            assertThat(request.header("anthropic-version")).isPresent();
        });
    }

    @Test
    void streamedMessage() {
        try (StreamResponse<RawMessageStreamEvent> stream = this.client.messages()
            .createStreaming(ask(WholeGateway.CLAUDE).build())) {
            List<RawMessageStreamEvent> events = stream.stream().toList();
            assertThat(events.getFirst().isMessageStart()).isTrue();
            assertThat(events.getLast().isMessageStop()).isTrue();
            assertThat(events.stream()
                .flatMap((event) -> event.contentBlockDelta().stream())
                .flatMap((delta) -> delta.delta().text().stream())
                .map((text) -> text.text())
                .collect(Collectors.joining())).isNotBlank();
        }
    }

    @Test
    void toolUse() {
        Message message = this.client.messages()
            .create(ask(WholeGateway.CLAUDE)
                .addTool(Tool.builder()
                    .name("get_weather")
                    .inputSchema(Tool.InputSchema.builder()
                        .properties(JsonValue.from(Map.of("city", Map.of("type", "string"))))
                        .build())
                    .build())
                .build());
        assertThat(message.content()).filteredOn(ContentBlock::isToolUse)
            .extracting((block) -> block.asToolUse().name())
            .containsExactly("get_weather");
    }

    @Test
    void countTokens() {
        assertThat(this.client.messages()
            .countTokens(MessageCountTokensParams.builder()
                .model(WholeGateway.CLAUDE)
                .addUserMessage("one two three " + this.mark)
                .build())
            .inputTokens()).isPositive();
    }

    @Test
    void modelsList() {
        assertThat(this.client.models().list().data()).extracting(ModelInfo::id).contains(WholeGateway.CLAUDE);
    }

    @Test
    void aWrongKeyIsRefused() {
        AnthropicClient stranger = client("sk-nobody");
        assertThatThrownBy(() -> stranger.messages().create(ask(WholeGateway.CLAUDE).build()))
            .isInstanceOf(UnauthorizedException.class)
            .hasMessageContaining("authentication_error");
        stranger.close();
        assertThat(this.gateway.received(this.mark)).isEmpty();
    }

    @Test
    void anUnknownModelIsNotFound() {
        assertThatThrownBy(() -> this.client.messages().create(ask("no-such-model").build()))
            .isInstanceOf(NotFoundException.class)
            .hasMessageContaining("not_found_error");
    }

    @Test
    void theProvidersServerErrorIsPassedOn() {
        assertThatThrownBy(() -> this.client.messages().create(ask("claude-fault-status-500").build()))
            .isInstanceOf(InternalServerException.class);
    }

    @Test
    void theProvidersRateLimitIsPassedOnWithRetryAfter() {
        assertThatThrownBy(() -> this.client.messages().create(ask("claude-fault-status-429").build()))
            .isInstanceOfSatisfying(RateLimitException.class,
                    (ex) -> assertThat(ex.headers().values("retry-after")).hasSize(1));
    }

    private AnthropicClient client(String key) {
        return AnthropicOkHttpClient.builder()
            .baseUrl(this.gateway.standalone().toString())
            .apiKey(key)
            .maxRetries(0)
            .build();
    }

    private MessageCreateParams.Builder ask(String model) {
        return MessageCreateParams.builder().model(model).maxTokens(100).addUserMessage("Tell me about " + this.mark);
    }

}
