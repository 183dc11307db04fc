package llmgateway.e2e.translation;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import llmgateway.e2e.whole.SharedGateway;
import llmgateway.e2e.whole.WholeGateway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Every client API to every provider API, plain and streamed: what goes out is judged by
 * the simulator, which refuses what its API would refuse, and what comes back by the
 * official SDKs.
 */
@ExtendWith(SharedGateway.class)
class EveryPairTest {

    private static final List<String> APIS = List.of("chat", "responses", "messages");

    private final WholeGateway gateway;

    private final String mark = UUID.randomUUID().toString();

    private final OpenAIClient openAi;

    private final AnthropicClient anthropic;

    EveryPairTest(WholeGateway gateway) {
        this.gateway = gateway;
        this.openAi = OpenAIOkHttpClient.builder()
            .baseUrl(gateway.standalone() + "/v1")
            .apiKey(gateway.canaries().alice())
            .maxRetries(0)
            .build();
        this.anthropic = AnthropicOkHttpClient.builder()
            .baseUrl(gateway.standalone().toString())
            .apiKey(gateway.canaries().alice())
            .maxRetries(0)
            .build();
    }

    @AfterEach
    void disconnect() {
        this.openAi.close();
        this.anthropic.close();
    }

    static Stream<Arguments> pairs() {
        return APIS.stream()
            .flatMap((client) -> WholeGateway.TRANSLATED.stream()
                .flatMap((model) -> Stream.of(false, true).map((streamed) -> Arguments.of(client, model, streamed))));
    }

    @ParameterizedTest(name = "{0} to {1}, streamed {2}")
    @MethodSource("pairs")
    void text(String api, String model, boolean streamed) {
        SdkAnswer answer = client(api, streamed).text(model, "Tell me about " + this.mark);

        assertThat(answer.text()).isNotBlank();
        assertThat(answer.wantsTools()).isFalse();
        assertThat(answer.inputTokens()).isEqualTo(4);
        assertThat(answer.outputTokens()).isPositive();
    }

    @ParameterizedTest(name = "{0} to {1}, streamed {2}")
    @MethodSource("pairs")
    void image(String api, String model, boolean streamed) {
        assertThat(client(api, streamed).image(model, "What is this? " + this.mark).text()).isNotBlank();
        assertThat(this.gateway.received(this.mark)).singleElement()
            .satisfies((request) -> assertThat(request.bodyText()).contains(SdkClient.PIXEL));
    }

    @ParameterizedTest(name = "{0} to {1}, streamed {2}")
    @MethodSource("pairs")
    void tool(String api, String model, boolean streamed) {
        SdkAnswer answer = client(api, streamed).tools(model, "Weather? " + this.mark, List.of("get_weather"));

        assertThat(answer.wantsTools()).isTrue();
        assertThat(answer.calls()).singleElement().satisfies((call) -> {
            assertThat(call.name()).isEqualTo("get_weather");
            assertThat(json(call.arguments()).path("city").isString()).isTrue();
        });
    }

    @ParameterizedTest(name = "{0} to {1}, streamed {2}")
    @MethodSource("pairs")
    void P12_parallelTools(String api, String model, boolean streamed) {
        SdkAnswer answer = client(api, streamed).tools(model, "Weather? " + this.mark, List.of("a", "b", "c"));

        assertThat(answer.calls()).extracting(SdkAnswer.ToolCall::name).containsExactly("a", "b", "c");
        assertThat(answer.calls()).extracting(SdkAnswer.ToolCall::id).doesNotHaveDuplicates();
        assertThat(answer.calls())
            .allSatisfy((call) -> assertThat(json(call.arguments()).path("city").isString()).isTrue());
    }

    @ParameterizedTest(name = "{0} to {1}, streamed {2}")
    @MethodSource("pairs")
    void toolResults(String api, String model, boolean streamed) {
        SdkAnswer answer = client(api, streamed).toolResults(model, "Weather? " + this.mark, List.of("a", "b"));

        assertThat(answer.text()).isNotBlank();
        assertThat(answer.wantsTools()).isFalse();
    }

    @ParameterizedTest(name = "{0} to {1}, streamed {2}")
    @MethodSource("pairs")
    void jsonSchema(String api, String model, boolean streamed) {
        JsonNode city = json(client(api, streamed).schema(model, "A city? " + this.mark).text());

        assertThat(city.path("city").isString()).isTrue();
        assertThat(city.path("people").isIntegralNumber()).isTrue();
    }

    @ParameterizedTest(name = "{0} to {1}, streamed {2}")
    @MethodSource("pairs")
    void error(String api, String model, boolean streamed) {
        String failing = model + "-fault-status-429";

        assertThatThrownBy(() -> client(api, streamed).text(failing, this.mark)).satisfies((ex) -> {
            assertThat(ex.getClass().getSimpleName()).isEqualTo("RateLimitException");
            assertThat(ex.toString()).doesNotContain(this.gateway.canaries().openAi())
                .doesNotContain(this.gateway.canaries().anthropic());
        });
    }

    private SdkClient client(String api, boolean streamed) {
        return switch (api) {
            case "chat" -> new ChatCompletionsSdk(this.openAi, streamed);
            case "responses" -> new ResponsesSdk(this.openAi, streamed);
            default -> new MessagesSdk(this.anthropic, streamed);
        };
    }

    private static JsonNode json(String text) {
        return JsonMapper.builder().build().readTree(text);
    }

}
