package llmgateway.dialect.responses;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

import llmgateway.core.usage.Meter;
import llmgateway.core.usage.Usage;
import llmgateway.dialect.conversation.AnswerEvent;
import llmgateway.dialect.conversation.AnswerEvent.PartHead;
import llmgateway.dialect.conversation.ChatAnswer;
import llmgateway.dialect.conversation.FinishReason;
import llmgateway.dialect.conversation.Part;
import llmgateway.dialect.conversation.ProviderError;
import llmgateway.dialect.conversation.Signature;
import llmgateway.dialect.format.UnreadableAnswer;
import llmgateway.dialect.openai.Streams;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Streams as OpenAI documents them, and as some send them who are like it. */
class ResponsesStreamReaderTest {

    private static final String CREATED = event("response.created",
            "\"response\":{\"id\":\"resp_1\",\"model\":\"gpt-5\",\"status\":\"in_progress\",\"error\":null,\"output\":[]}");

    private static final String REASONING = event("response.output_item.added",
            "\"output_index\":0,\"item\":{\"id\":\"rs_1\",\"type\":\"reasoning\",\"summary\":[],\"encrypted_content\":\"part\"}")
            + event("response.reasoning_summary_part.added",
                    "\"item_id\":\"rs_1\",\"output_index\":0,\"summary_index\":0,\"part\":{\"type\":\"summary_text\",\"text\":\"\"}")
            + event("response.reasoning_summary_text.delta",
                    "\"output_index\":0,\"summary_index\":0,\"delta\":\"First\"")
            + event("response.reasoning_summary_text.delta",
                    "\"output_index\":0,\"summary_index\":1,\"delta\":\"Then\"")
            + event("response.output_item.done",
                    "\"output_index\":0,\"item\":{\"id\":\"rs_1\",\"type\":\"reasoning\",\"summary\":[{\"type\":\"summary_text\",\"text\":\"First\"},{\"type\":\"summary_text\",\"text\":\"Then\"}],\"encrypted_content\":\"whole\"}");

    private static final String MESSAGE = event("response.output_item.added",
            "\"output_index\":1,\"item\":{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"content\":[]}")
            + event("response.content_part.added",
                    "\"output_index\":1,\"content_index\":0,\"part\":{\"type\":\"output_text\",\"text\":\"\",\"annotations\":[]}")
            + event("response.output_text.delta",
                    "\"output_index\":1,\"content_index\":0,\"delta\":\"Gr\u00fc\u00dfe\",\"logprobs\":[],\"obfuscation\":\"x\"")
            + event("response.output_text.done", "\"output_index\":1,\"content_index\":0,\"text\":\"Gr\u00fc\u00dfe\"")
            + event("response.output_item.done",
                    "\"output_index\":1,\"item\":{\"id\":\"msg_1\",\"type\":\"message\",\"content\":[{\"type\":\"output_text\",\"text\":\"Gr\u00fc\u00dfe\",\"annotations\":[]}]}");

    private static final String CALL = event("response.output_item.added",
            "\"output_index\":2,\"item\":{\"id\":\"fc_1\",\"type\":\"function_call\",\"call_id\":\"c1\",\"name\":\"f\",\"arguments\":\"\"}")
            + event("response.function_call_arguments.delta", "\"output_index\":2,\"delta\":\"{\\\"x\\\"\"")
            + event("response.function_call_arguments.delta", "\"output_index\":2,\"delta\":\":1}\"")
            + event("response.function_call_arguments.done", "\"output_index\":2,\"arguments\":\"{\\\"x\\\":1}\"")
            + event("response.output_item.done",
                    "\"output_index\":2,\"item\":{\"id\":\"fc_1\",\"type\":\"function_call\",\"call_id\":\"c1\",\"name\":\"f\",\"arguments\":\"{\\\"x\\\":1}\"}");

    private static final String USAGE = "\"usage\":{\"input_tokens\":10,\"input_tokens_details\":{\"cached_tokens\":4},\"output_tokens\":5,\"output_tokens_details\":{\"reasoning_tokens\":2},\"total_tokens\":15}";

    private static final String COMPLETED = event("response.completed",
            "\"response\":{\"id\":\"resp_1\",\"status\":\"completed\",\"error\":null,\"service_tier\":\"default\",\"output\":[{\"type\":\"reasoning\"},{\"type\":\"message\"},{\"type\":\"function_call\"}],"
                    + USAGE + "}");

    @Test
    void U8_eventsAreTheSameHoweverTheBytesAreCut() {
        byte[] bytes = (CREATED + REASONING + MESSAGE + CALL + event("response.unknown", "\"x\":1") + COMPLETED)
            .getBytes(StandardCharsets.UTF_8);
        List<AnswerEvent> whole = Streams.read(ResponsesStreamReader::new, bytes);

        assertThat(whole).containsExactly(new AnswerEvent.Started("resp_1", "gpt-5"),
                new AnswerEvent.PartStarted(0, 0, new PartHead.Thinking()), new AnswerEvent.Delta(0, "First"),
                new AnswerEvent.Delta(0, "\n\n"), new AnswerEvent.Delta(0, "Then"),
                new AnswerEvent.Signed(0, new Signature("openai-responses", "whole")), new AnswerEvent.PartEnded(0),
                new AnswerEvent.PartStarted(1, 0, new PartHead.Text()), new AnswerEvent.Delta(1, "Gr\u00fc\u00dfe"),
                new AnswerEvent.PartEnded(1),
                new AnswerEvent.PartStarted(2, 0, new PartHead.ToolCall("c1", "f", Optional.empty())),
                new AnswerEvent.Delta(2, "{\"x\""), new AnswerEvent.Delta(2, ":1}"), new AnswerEvent.PartEnded(2),
                new AnswerEvent.UsageTold(Usage.of(Meter.INPUT_TOKENS, 6)
                    .with(Meter.CACHED_INPUT_TOKENS, 4)
                    .with(Meter.OUTPUT_TOKENS, 3)
                    .with(Meter.REASONING_TOKENS, 2), Optional.of("default")),
                new AnswerEvent.Finished(0, FinishReason.TOOL_CALLS, Optional.empty()));
        for (int cut = 0; cut <= bytes.length; cut++) {
            assertThat(Streams.read(ResponsesStreamReader::new, bytes, cut)).as("cut at byte " + cut).isEqualTo(whole);
        }
    }

    @Test
    void whatWasNotStreamedIsToldAtTheEnd() {
        ChatAnswer answer = answer(CREATED + event("response.completed",
                "\"response\":{\"status\":\"completed\",\"output\":[{\"type\":\"reasoning\",\"summary\":[],\"encrypted_content\":\"e\"},"
                        + "{\"type\":\"message\",\"content\":[{\"type\":\"output_text\",\"text\":\"a\"},{\"type\":\"refusal\",\"refusal\":\"no\"}]}]}"));

        assertThat(answer.choices().getFirst().parts()).containsExactly(
                new Part.HiddenThinking(new Signature("openai-responses", "e")), new Part.Text("a"),
                new Part.Refusal("no"));
        assertThat(answer.choices().getFirst().reason()).isEqualTo(FinishReason.REFUSAL);
    }

    @Test
    void openModelsTellTheirThoughtsThemselves() {
        ChatAnswer answer = answer(CREATED
                + event("response.reasoning_text.delta", "\"output_index\":0,\"content_index\":0,\"delta\":\"hm\"")
                + event("response.reasoning_summary_text.delta",
                        "\"output_index\":0,\"summary_index\":0,\"delta\":\"short\"")
                + event("response.completed", "\"response\":{\"status\":\"completed\",\"output\":[]}"));

        assertThat(answer.choices().getFirst().parts()).containsExactly(new Part.Thinking("hm", Optional.empty()));
    }

    @Test
    void anIncompleteResponseTellsWhy() {
        assertThat(reason("max_output_tokens")).isEqualTo(FinishReason.LENGTH);
        assertThat(reason("content_filter")).isEqualTo(FinishReason.CONTENT_FILTER);
    }

    @Test
    void P10_anErrorEndsTheStream() {
        assertThat(failure(event("response.failed",
                "\"response\":{\"status\":\"failed\",\"error\":{\"code\":\"rate_limit_exceeded\",\"message\":\"Slow down\"}}")))
            .isEqualTo(
                    new ProviderError(429, ProviderError.Kind.OTHER, Optional.of("rate_limit_exceeded"), "Slow down"));
        assertThat(
                failure(event("error", "\"code\":\"context_length_exceeded\",\"message\":\"Too long\",\"param\":null")))
            .isEqualTo(new ProviderError(400, ProviderError.Kind.CONTEXT_LENGTH, Optional.of("context_length_exceeded"),
                    "Too long"));
    }

    @Test
    void U5_aStreamThatBreaksOffIsNoAnswer() {
        assertThatExceptionOfType(UnreadableAnswer.class).isThrownBy(() -> answer(CREATED + MESSAGE));
        assertThatExceptionOfType(UnreadableAnswer.class).isThrownBy(() -> answer("data: oops\n\n"));
    }

    private static FinishReason reason(String incomplete) {
        return answer(CREATED + MESSAGE
                + event("response.incomplete",
                        "\"response\":{\"status\":\"incomplete\",\"incomplete_details\":{\"reason\":\"" + incomplete
                                + "\"},\"output\":[]}"))
            .choices()
            .getFirst()
            .reason();
    }

    private static ProviderError failure(String event) {
        List<AnswerEvent> events = Streams.read(ResponsesStreamReader::new,
                (CREATED + MESSAGE + event + COMPLETED).getBytes(StandardCharsets.UTF_8));
        assertThat(events.getLast()).isInstanceOf(AnswerEvent.Failed.class);
        return ((AnswerEvent.Failed) events.getLast()).error();
    }

    private static ChatAnswer answer(String stream) {
        return Streams.answer(Streams.read(ResponsesStreamReader::new, stream.getBytes(StandardCharsets.UTF_8)));
    }

    private static String event(String type, String fields) {
        return "event: " + type + "\ndata: {\"type\":\"" + type + "\",\"sequence_number\":1," + fields + "}\n\n";
    }

}
