package llmgateway.dialect.usage;

import java.util.SplittableRandom;

import llmgateway.core.call.Endpoint;
import llmgateway.core.usage.DeliveredText;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What a stream has delivered, for when its usage never comes. */
class DeliveredTextTest {

    @Test
    void everythingThatTheModelSaysInAChatIsThere() {
        assertThat(delivered(Endpoint.CHAT_COMPLETIONS, """
                data: {"choices":[{"delta":{"role":"assistant","content":""}}]}

                data: {"choices":[{"delta":{"reasoning_content":"Hm. "}}]}

                data: {"choices":[{"delta":{"content":"Hel"}},{"delta":{"content":"Sal"}}]}

                data: {"choices":[{"delta":{"content":"lo \\"x\\""}}]}

                data: {"choices":[{"delta":{"tool_calls":[{"id":"call_1","function":{"name":"f","arguments":"{}"}}]}}]}

                data: {"choices":[{"delta":{"content":"lost
                """).sample()).isEqualTo("Hm. HelSallo \"x\"f{}");
    }

    @Test
    void ofAMessageTextThinkingAndToolInputAreThere() {
        assertThat(delivered(Endpoint.MESSAGES, """
                data: {"type":"message_start","message":{"usage":{"input_tokens":9}}}

                data: {"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"Hm. "}}

                data: {"type":"content_block_delta","index":1,"delta":{"type":"text_delta","text":"Hello"}}

                data: {"type":"content_block_delta","index":2,"delta":{"type":"input_json_delta","partial_json":"{}"}}

                data: {"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":3}}

                """).sample()).isEqualTo("Hm. Hello{}");
    }

    @Test
    void ofAResponseTextIsThereAndAudioIsNot() {
        assertThat(delivered(Endpoint.RESPONSES, """
                data: {"type":"response.output_text.delta","delta":"Hello"}

                data: {"type":"response.audio.delta","delta":"UklGRg=="}

                data: {"type":"response.function_call_arguments.delta","delta":"{}"}

                data: {"type":"response.output_text.done","text":"Hello"}

                """).sample()).isEqualTo("Hello{}");
    }

    @Test
    void anAnswerThatIsNoStreamHasDeliveredNothing() {
        assertThat(Answers.chat("{\"choices\":[{\"text\":\"Hello\"}]}").delivered()).isEqualTo(DeliveredText.NONE);
    }

    @ParameterizedTest
    @CsvSource({ "1, 100000", "200, 5000", "5000, 40", "100000, 3" })
    void P19_ofALongStreamASampleIsKeptAndTheRestIsMeasured(int piece, int pieces) {
        String event = "data: {\"choices\":[{\"delta\":{\"content\":\"" + "x".repeat(piece) + "\"}}]}\n\n";
        DeliveredText delivered = delivered(Endpoint.CHAT_COMPLETIONS, event.repeat(pieces));

        assertThat(delivered.sample().length()).isBetween(500, 16 * 1024);
        assertThat(delivered.characters()).isEqualTo((long) piece * pieces);
        assertThat(delivered.tokens(delivered.sample().length() / 4)).isCloseTo((long) piece * pieces / 4,
                Percentage.withPercentage(1));
        assertThat(delivered.toString()).doesNotContain("xx");
    }

    private static DeliveredText delivered(Endpoint endpoint, String events) {
        return Answers
            .readInRandomPieces(AnswerMeters.of(endpoint, 200, "text/event-stream"), Answers.utf8(events),
                    new SplittableRandom(20261126))
            .delivered();
    }

}
