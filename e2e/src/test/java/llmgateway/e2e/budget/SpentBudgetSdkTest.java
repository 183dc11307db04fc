package llmgateway.e2e.budget;

import java.nio.file.Path;
import java.time.Duration;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.models.messages.MessageCreateParams;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.errors.RateLimitException;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import llmgateway.simulator.Simulator;
import llmgateway.simulator.SimulatorConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The official SDKs before a limit. */
@ExtendWith(OutputCaptureExtension.class)
class SpentBudgetSdkTest {

    private static final String SPENT = """
            {"limits":{"cap":{"limit_by":"consumer","usd":0.000001,"per":"month"}}}""";

    private static final String ONE_A_SECOND = """
            {"limits":{"calls":{"limit_by":"consumer","requests":1,"per":"second"}}}""";

    private static final ChatCompletionCreateParams CHAT = ChatCompletionCreateParams.builder()
        .model(GatewaySettings.MODEL)
        .maxCompletionTokens(20)
        .addUserMessage("one two three")
        .build();

    private static final MessageCreateParams MESSAGE = MessageCreateParams.builder()
        .model(GatewaySettings.CLAUDE)
        .maxTokens(20)
        .addUserMessage("one two three")
        .build();

    @TempDir
    private Path directory;

    private final Simulator provider = Simulator.start(SimulatorConfig.defaults());

    private RedisNode redis;

    @BeforeEach
    void startRedis() {
        this.redis = RedisNode.start(this.directory);
    }

    @AfterEach
    void stop() {
        this.provider.close();
        this.redis.close();
    }

    @Test
    void P14_openAisSdkTellsASpentBudgetAtOnceAndNoKeyIsLogged(CapturedOutput output) {
        try (StandaloneGateway gateway = gateway(SPENT); CountingProxy counted = CountingProxy.before(gateway.uri())) {
            OpenAIClient client = openAi(counted);
            assertThatThrownBy(() -> client.chat().completions().create(CHAT))
                .isInstanceOfSatisfying(RateLimitException.class, (refusal) -> {
                    assertThat(refusal.code()).contains("insufficient_quota");
                    assertThat(refusal.headers().values("x-should-retry")).contains("false");
                });
            assertThat(counted.requests()).isOne();
            client.close();
        }
        assertThat(this.provider.requests()).isEmpty();
        assertThat(output.getAll()).doesNotContain(GatewaySettings.KEY).doesNotContain(SimulatorConfig.DEFAULT_KEY);
    }

    @Test
    void P14_anthropicsSdkTellsASpentBudgetAtOnceAndNoKeyIsLogged(CapturedOutput output) {
        try (StandaloneGateway gateway = gateway(SPENT); CountingProxy counted = CountingProxy.before(gateway.uri())) {
            AnthropicClient client = anthropic(counted);
            assertThatThrownBy(() -> client.messages().create(MESSAGE))
                .isInstanceOf(com.anthropic.errors.RateLimitException.class);
            assertThat(counted.requests()).isOne();
            client.close();
        }
        assertThat(this.provider.requests()).isEmpty();
        assertThat(output.getAll()).doesNotContain(GatewaySettings.KEY).doesNotContain(SimulatorConfig.DEFAULT_KEY);
    }

    @Test
    void bothSdksWaitForARateLimitAsTheyAreToldAndSucceed() {
        try (StandaloneGateway gateway = gateway(ONE_A_SECOND);
                CountingProxy counted = CountingProxy.before(gateway.uri())) {
            OpenAIClient openAi = openAi(counted);
            AnthropicClient anthropic = anthropic(counted);
            for (int i = 0; i < 2; i++) {
                assertThat(openAi.chat().completions().create(CHAT).choices()).isNotEmpty();
                assertThat(anthropic.messages().create(MESSAGE).content()).isNotEmpty();
            }
            assertThat(this.provider.requests()).hasSize(4);
            assertThat(counted.requests()).isBetween(4, 4 + 2 * 3);
            openAi.close();
            anthropic.close();
        }
    }

    private StandaloneGateway gateway(String budget) {
        return StandaloneGateway.start(GatewaySettings.of(this.directory, this.provider, this.redis, budget));
    }

    private static OpenAIClient openAi(CountingProxy gateway) {
        return OpenAIOkHttpClient.builder()
            .baseUrl(gateway.uri() + "/v1")
            .apiKey(GatewaySettings.KEY)
            .maxRetries(2)
            .timeout(Duration.ofSeconds(30))
            .build();
    }

    private static AnthropicClient anthropic(CountingProxy gateway) {
        return AnthropicOkHttpClient.builder()
            .baseUrl(gateway.uri().toString())
            .apiKey(GatewaySettings.KEY)
            .maxRetries(2)
            .timeout(Duration.ofSeconds(30))
            .build();
    }

}
