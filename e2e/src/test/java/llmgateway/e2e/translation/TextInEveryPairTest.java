package llmgateway.e2e.translation;

import llmgateway.e2e.whole.WholeGateway;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Words, their form, their end, what they cost, and failures. */
class TextInEveryPairTest extends EveryPair {

    TextInEveryPairTest(WholeGateway gateway) {
        super(gateway);
    }

    @ParameterizedTest(name = PAIR)
    @MethodSource("pairs")
    void text(Api api, String model, boolean streamed) {
        SdkAnswer answer = client(api, streamed).text(model, prompt());

        assertThat(answer.text()).startsWith("Hello from the simulator!").endsWith(".");
        assertThat(answer.finish()).isEqualTo(SdkAnswer.Finish.DONE);
        assertThat(answer.tokens().input()).isEqualTo(4);
        assertThat(answer.tokens().output()).isEqualTo(answer.text().split(" ").length);
    }

    @ParameterizedTest(name = PAIR)
    @MethodSource("pairs")
    void jsonSchema(Api api, String model, boolean streamed) {
        JsonNode city = json(client(api, streamed).schema(model, prompt()).text());

        assertThat(city.path("city").isString()).isTrue();
        assertThat(city.path("people").isIntegralNumber()).isTrue();
    }

    @ParameterizedTest(name = PAIR)
    @MethodSource("pairs")
    void outputLimit(Api api, String model, boolean streamed) {
        SdkAnswer answer = client(api, streamed).limited(model, prompt(), 16);

        assertThat(answer.finish()).isEqualTo(SdkAnswer.Finish.LENGTH);
        assertThat(answer.tokens().output()).isEqualTo(16);
    }

    @ParameterizedTest(name = PAIR)
    @MethodSource("pairs")
    void stopSequence(Api api, String model, boolean streamed) {
        if (api.saysStop()) {
            SdkClient client = client(api, streamed);
            answeredAsDocumented("stop", model, client, (asked, prompt) -> client.stopped(asked, prompt, " simulator"))
                .forEach((answer) -> {
                    assertThat(answer.text()).isEqualTo("Hello from the");
                    assertThat(answer.finish()).isEqualTo(SdkAnswer.Finish.DONE);
                });
        }
    }

    @ParameterizedTest(name = PAIR)
    @MethodSource("pairs")
    void severalAnswers(Api api, String model, boolean streamed) {
        if (api.saysChoices()) {
            SdkClient client = client(api, streamed);
            answeredAsDocumented("choices", model, client, (asked, prompt) -> client.choices(asked, prompt, 2))
                .forEach((answer) -> assertThat(answer.answers()).isEqualTo(2));
        }
    }

    @ParameterizedTest(name = PAIR)
    @MethodSource("pairs")
    void P6_cachedTokens(Api api, String model, boolean streamed) {
        SdkAnswer answer = client(api, streamed).text(model + "-fault-cached-input=3", prompt());

        // Ollama does not tell them.
        assertThat(answer.tokens().cached()).isEqualTo(model.equals("via-ollama") ? 0 : 3);
        assertThat(answer.tokens().input()).isEqualTo(4);
    }

    @ParameterizedTest(name = PAIR)
    @MethodSource("pairs")
    void refusal(Api api, String model, boolean streamed) {
        SdkAnswer answer = client(api, streamed).text(model + "-fault-refusal", prompt());

        assertThat(answer.text()).isEqualTo("The simulator declines.");
        // The others have no way to say so.
        boolean told = !model.equals("via-cohere") && !model.equals("via-ollama");
        assertThat(answer.finish()).isEqualTo(told ? SdkAnswer.Finish.REFUSED : SdkAnswer.Finish.DONE);
    }

    @ParameterizedTest(name = PAIR)
    @MethodSource("pairs")
    void error(Api api, String model, boolean streamed) {
        SdkClient client = client(api, streamed);

        assertThatThrownBy(() -> client.text(model + "-fault-status-429", prompt())).satisfies((ex) -> {
            assertThat(client.status(ex)).isEqualTo(429);
            assertThat(ex.toString()).doesNotContain(gateway().canaries().openAi())
                .doesNotContain(gateway().canaries().anthropic());
        });
    }

}
