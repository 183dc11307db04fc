package llmgateway.e2e.translation;

import java.util.List;

import llmgateway.e2e.whole.WholeGateway;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Calls of tools and their results. */
class ToolsInEveryPairTest extends EveryPair {

    ToolsInEveryPairTest(WholeGateway gateway) {
        super(gateway);
    }

    @ParameterizedTest(name = PAIR)
    @MethodSource("pairs")
    void tool(Api api, String model, boolean streamed) {
        SdkAnswer answer = client(api, streamed).tools(model, prompt(), List.of("get_weather"));

        assertThat(answer.finish()).isEqualTo(SdkAnswer.Finish.TOOLS);
        assertThat(answer.calls()).singleElement().satisfies((call) -> {
            assertThat(call.name()).isEqualTo("get_weather");
            assertThat(json(call.arguments()).path("city").isString()).isTrue();
        });
    }

    @ParameterizedTest(name = PAIR)
    @MethodSource("pairs")
    void P12_parallelTools(Api api, String model, boolean streamed) {
        SdkAnswer answer = client(api, streamed).tools(model, prompt(), List.of("a", "b", "c"));

        assertThat(answer.calls()).extracting(SdkAnswer.ToolCall::name).containsExactly("a", "b", "c");
        assertThat(answer.calls()).extracting(SdkAnswer.ToolCall::id).doesNotHaveDuplicates();
        assertThat(answer.calls())
            .allSatisfy((call) -> assertThat(json(call.arguments()).path("city").isString()).isTrue());
    }

    @ParameterizedTest(name = PAIR)
    @MethodSource("pairs")
    void results(Api api, String model, boolean streamed) {
        SdkAnswer answer = client(api, streamed).toolResults(model, prompt(), List.of("a", "b"), false);

        assertThat(answer.text()).isNotBlank();
        assertThat(answer.finish()).isEqualTo(SdkAnswer.Finish.DONE);
    }

    /** Though OpenAI's SDK keeps nothing of what was thought. */
    @ParameterizedTest(name = PAIR)
    @MethodSource("pairs")
    void resultsOfAModelThatThinks(Api api, String model, boolean streamed) {
        SdkAnswer answer = client(api, streamed).toolResults(model, prompt(), List.of("a", "b"), true);

        assertThat(answer.text()).isNotBlank();
        assertThat(answer.finish()).isEqualTo(SdkAnswer.Finish.DONE);
    }

}
