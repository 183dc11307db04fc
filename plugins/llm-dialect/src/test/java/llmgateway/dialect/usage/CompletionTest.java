package llmgateway.dialect.usage;

import java.util.List;
import java.util.Optional;

import llmgateway.core.call.Endpoint;
import llmgateway.core.usage.Completion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What an answer says of itself beside its usage, however its bytes are cut. */
class CompletionTest {

    @ParameterizedTest
    @CsvSource({ "openai-chat.json, CHAT_COMPLETIONS, chatcmpl-, stop",
            "openai-chat.sse, CHAT_COMPLETIONS, chatcmpl-, stop",
            "openai-chat-tools.sse, CHAT_COMPLETIONS, chatcmpl-, tool_calls",
            "anthropic-messages.json, MESSAGES, msg_, end_turn", "anthropic-messages.sse, MESSAGES, msg_, end_turn",
            "anthropic-tools.sse, MESSAGES, msg_, tool_use" })
    void tellsItsIdAndWhyTheModelStopped(String file, Endpoint endpoint, String id, String reason) {
        Completion completion = read(file, endpoint);

        assertThat(completion.id()).hasValueSatisfying((text) -> assertThat(text).startsWith(id));
        assertThat(completion.finishReasons()).containsExactly(reason);
    }

    @ParameterizedTest
    @CsvSource({ "openai-responses.json, completed", "openai-responses.sse, completed",
            "openai-responses-incomplete.sse, max_output_tokens", "openai-responses-failed.sse, failed" })
    void aResponseTellsItsIdAndItsState(String file, String reason) {
        Completion completion = read(file, Endpoint.RESPONSES);

        assertThat(completion.id()).hasValueSatisfying((id) -> assertThat(id).startsWith("resp_"));
        assertThat(completion.finishReasons()).containsExactly(reason);
    }

    @ParameterizedTest
    @CsvSource({ "gemini-answer.json, GENERATE_CONTENT, STOP", "gemini.sse, GENERATE_CONTENT, STOP",
            "gemini-list.json, GENERATE_CONTENT, STOP", "cohere-chat.json, COHERE_CHAT, COMPLETE",
            "cohere-chat.sse, COHERE_CHAT, COMPLETE", "ollama-chat.json, OLLAMA_CHAT, stop",
            "ollama-chat.ndjson, OLLAMA_CHAT, stop", "bedrock-converse.json, CONVERSE, tool_use" })
    void everyProviderTellsWhyTheModelStopped(String file, Endpoint endpoint, String reason) {
        assertThat(read(file, endpoint).finishReasons()).containsExactly(reason);
    }

    @Test
    void everyCandidateHasItsReasonWhicheverEndsFirst() {
        AnswerMeter meter = AnswerMeters.of(Endpoint.GENERATE_CONTENT, 200, "text/event-stream");

        assertThat(Answers.readInPieces(meter, Answers.utf8("""
                data: {"candidates":[{"index":1,"finishReason":"MAX_TOKENS"}]}

                data: {"candidates":[{"index":0,"finishReason":"STOP"}]}

                """), 1).completion().finishReasons()).containsExactly("STOP", "MAX_TOKENS");
    }

    @Test
    void everyChoiceOfAnAnswerHasItsReasonInOrder() {
        assertThat(readText("""
                {"id":"c","choices":[{"index":0,"finish_reason":"stop"},{"index":1,"finish_reason":"length"},
                {"index":2,"finish_reason":"stop"}]}""", "a.json").finishReasons()).containsExactly("stop", "length",
                "stop");
    }

    @Test
    void everyChoiceOfAStreamHasItsReasonWhicheverEndsFirst() {
        assertThat(readText("""
                data: {"id":"c","choices":[{"index":1,"delta":{},"finish_reason":"length"}]}

                data: {"id":"c","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

                data: [DONE]

                """, "a.sse")).isEqualTo(new Completion(Optional.of("c"), List.of("stop", "length")));
    }

    private static Completion read(String file, Endpoint endpoint) {
        AnswerMeter meter = AnswerMeters.of(endpoint, 200, Answers.contentType(file));
        return Answers.readInPieces(meter, Answers.utf8(Answers.text(file)), 1).completion();
    }

    private static Completion readText(String text, String file) {
        AnswerMeter meter = AnswerMeters.of(Endpoint.CHAT_COMPLETIONS, 200, Answers.contentType(file));
        return Answers.readInPieces(meter, Answers.utf8(text), 1).completion();
    }

}
