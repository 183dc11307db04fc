package llmgateway.dialect.chatcompletions;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

import llmgateway.core.usage.Meter;
import llmgateway.core.usage.Usage;
import llmgateway.dialect.conversation.AnswerEvent;
import llmgateway.dialect.conversation.AnswerEvent.PartHead;
import llmgateway.dialect.conversation.ChatAnswer;
import llmgateway.dialect.conversation.Citation;
import llmgateway.dialect.conversation.FinishReason;
import llmgateway.dialect.conversation.Part;
import llmgateway.dialect.conversation.ProviderError;
import llmgateway.dialect.conversation.Signature;
import llmgateway.dialect.format.UnreadableAnswer;
import llmgateway.dialect.openai.Streams;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Streams as OpenAI sends them, and as others do that say they are like it. */
class ChatStreamReaderTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final String DONE = "data: [DONE]\n\n";

    @Test
    void U8_eventsAreTheSameHoweverTheBytesAreCut() {
        String stream = ": OPENROUTER PROCESSING\n\n" + chunk("{\"role\":\"assistant\",\"content\":\"\"}")
                + chunk("{\"content\":\"Gr\u00fc\u00dfe \ud83d\ude00\"}").replace("\n\n", "\r\n\r\n")
                + chunk("{\"tool_calls\":[{\"index\":0,\"id\":\"c1\",\"function\":{\"name\":\"f\",\"arguments\":\"{\"}}]}")
                    .replace("\n\n", "\r\r")
                + chunk("{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"}\"}}]}") + end("tool_calls")
                + "data: [DONE]";
        byte[] bytes = stream.getBytes(StandardCharsets.UTF_8);
        List<AnswerEvent> whole = Streams.read(ChatStreamReader::new, bytes);

        assertThat(whole).containsExactly(new AnswerEvent.Started("id-1", "m"),
                new AnswerEvent.PartStarted(0, 0, new PartHead.Text()),
                new AnswerEvent.Delta(0, "Gr\u00fc\u00dfe \ud83d\ude00"), new AnswerEvent.PartEnded(0),
                new AnswerEvent.PartStarted(1, 0, new PartHead.ToolCall("c1", "f", Optional.empty())),
                new AnswerEvent.Delta(1, "{"), new AnswerEvent.Delta(1, "}"), new AnswerEvent.PartEnded(1),
                new AnswerEvent.Finished(0, FinishReason.TOOL_CALLS, Optional.empty()));
        for (int cut = 0; cut <= bytes.length; cut++) {
            assertThat(Streams.read(ChatStreamReader::new, bytes, cut)).as("cut at byte " + cut).isEqualTo(whole);
        }
    }

    @Test
    void anEventIsToldBeforeTheNextOneComes() {
        List<AnswerEvent> events = new java.util.ArrayList<>();
        ChatStreamReader reader = new ChatStreamReader(events::add);
        byte[] bytes = chunk("{\"content\":\"a\"}").getBytes(StandardCharsets.UTF_8);
        reader.write(bytes, 0, bytes.length);

        assertThat(events).endsWith(new AnswerEvent.Delta(0, "a"));
    }

    @Test
    void deepSeeksThoughtsComeBeforeItsTextAndGoBackWhereTheyCameFrom() {
        ChatAnswer answer = answer(chunk("{\"role\":\"assistant\",\"content\":null,\"reasoning_content\":\"Let me\"}")
                + chunk("{\"content\":null,\"reasoning_content\":\" see\"}")
                + chunk("{\"content\":\"42\",\"reasoning_content\":null}") + end("stop") + DONE);

        assertThat(parts(answer)).containsExactly(
                new Part.Thinking("Let me see", Optional.of(new Signature("chat-completions", "reasoning_content"))),
                new Part.Text("42"));
    }

    @Test
    void openRoutersThoughtsKeepTheirSignatureAndAreNotToldTwice() {
        ChatAnswer answer = answer(chunk(
                "{\"reasoning\":\"a\",\"reasoning_details\":[{\"type\":\"reasoning.text\",\"text\":\"a\",\"format\":\"anthropic-claude-v1\",\"index\":0}]}")
                + chunk("{\"reasoning\":\"b\",\"reasoning_details\":[{\"type\":\"reasoning.text\",\"text\":\"b\",\"format\":\"anthropic-claude-v1\",\"index\":0}]}")
                + chunk("{\"reasoning_details\":[{\"type\":\"reasoning.text\",\"signature\":\"sig\",\"index\":0}]}")
                + chunk("{\"reasoning_details\":[{\"type\":\"reasoning.encrypted\",\"data\":\"xyz\",\"id\":\"r1\",\"index\":1}]}")
                + chunk("{\"content\":\"c\"}") + end("stop") + DONE);

        assertThat(parts(answer)).hasSize(3);
        Part.Thinking thinking = (Part.Thinking) parts(answer).getFirst();
        assertThat(thinking.text()).isEqualTo("ab");
        assertThat(ReasoningDetails.detail(thinking.signature().orElseThrow().value(), "ab"))
            .contains((tools.jackson.databind.node.ObjectNode) JSON.readTree(
                    "{\"type\":\"reasoning.text\",\"format\":\"anthropic-claude-v1\",\"index\":0,\"signature\":\"sig\",\"text\":\"ab\"}"));
        assertThat(parts(answer).get(1)).isEqualTo(new Part.HiddenThinking(new Signature("chat-completions",
                "{\"type\":\"reasoning.encrypted\",\"data\":\"xyz\",\"id\":\"r1\",\"index\":1}")));
        assertThat(parts(answer).get(2)).isEqualTo(new Part.Text("c"));
    }

    @Test
    void mistralsThoughtsStandAmongTheContent() {
        ChatAnswer answer = answer(
                chunk("{\"content\":[{\"type\":\"thinking\",\"thinking\":[{\"type\":\"text\",\"text\":\"hm\"}]}]}")
                        + chunk("{\"content\":[{\"type\":\"text\",\"text\":\"so\"}]}")
                        + chunk("{\"content\":\" be it\"}") + end("stop") + DONE);

        assertThat(parts(answer)).containsExactly(new Part.Thinking("hm", Optional.empty()), new Part.Text("so be it"));
    }

    @Test
    void P12_toolCallsAreKeptApartWithoutIndexOrId() {
        ChatAnswer withoutIndex = answer(
                chunk("{\"tool_calls\":[{\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"{\\\"x\\\":\"}}]}")
                        + chunk("{\"tool_calls\":[{\"id\":\"a\",\"function\":{\"arguments\":\"1}\"}}]}")
                        + chunk("{\"tool_calls\":[{\"id\":\"b\",\"function\":{\"name\":\"g\",\"arguments\":\"\"}}]}")
                        + chunk("{\"tool_calls\":[{\"function\":{\"arguments\":\"{}\"}}]}") + end("stop") + DONE);
        ChatAnswer sameIndex = answer(chunk(
                "{\"tool_calls\":[{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"{\\\"x\\\":1}\"}}]}")
                + chunk("{\"tool_calls\":[{\"index\":0,\"id\":\"b\",\"function\":{\"name\":\"g\",\"arguments\":{}}}]}")
                + end("") + DONE);
        ChatAnswer withoutId = answer(chunk(
                "{\"tool_calls\":[{\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}},{\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]}")
                + end("tool_calls") + DONE);

        List<Part> expected = List.of(new Part.ToolCall("a", "f", JSON.readTree("{\"x\":1}"), Optional.empty()),
                new Part.ToolCall("b", "g", JSON.readTree("{}"), Optional.empty()));
        assertThat(parts(withoutIndex)).isEqualTo(expected);
        assertThat(withoutIndex.choices().getFirst().reason()).isEqualTo(FinishReason.TOOL_CALLS);
        assertThat(parts(sameIndex)).isEqualTo(expected);
        assertThat(parts(withoutId)).extracting((part) -> ((Part.ToolCall) part).id())
            .doesNotHaveDuplicates()
            .hasSize(2);
    }

    @Test
    void argumentsThatAreNoJsonStayAsTheyAre() {
        ChatAnswer answer = answer(chunk(
                "{\"tool_calls\":[{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"{\\\"x\\\": oops\"}}]}")
                + end("tool_calls") + DONE);

        assertThat(((Part.ToolCall) parts(answer).getFirst()).arguments().stringValue()).isEqualTo("{\"x\": oops");
    }

    @Test
    void geminisSignatureOfAToolCallIsKept() {
        ChatAnswer answer = answer(chunk(
                "{\"tool_calls\":[{\"index\":0,\"id\":\"a\",\"extra_content\":{\"google\":{\"thought_signature\":\"c2ln\"}},\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]}")
                + end("tool_calls") + DONE);

        assertThat(((Part.ToolCall) parts(answer).getFirst()).signature()).contains(new Signature("gemini", "c2ln"));
    }

    @Test
    void azuresFirstChunkWithoutChoicesIsNoAnswerYet() {
        List<AnswerEvent> events = Streams.read(ChatStreamReader::new,
                ("data: {\"id\":\"\",\"model\":\"\",\"object\":\"\",\"choices\":[],\"prompt_filter_results\":[]}\n\n"
                        + chunk("{\"content\":\"a\"}") + end("stop") + DONE)
                    .getBytes(StandardCharsets.UTF_8));

        assertThat(events.getFirst()).isEqualTo(new AnswerEvent.Started("id-1", "m"));
    }

    @Test
    void P13_usageIsReadWithoutChoicesOrInTheLastChunkOrWithEveryChunk() {
        String usage = ",\"usage\":{\"prompt_tokens\":10,\"completion_tokens\":5,\"total_tokens\":15,"
                + "\"prompt_tokens_details\":{\"cached_tokens\":4},\"completion_tokens_details\":{\"reasoning_tokens\":2}}}\n\n";
        String last = "data: {\"choices\":[]" + usage;
        String withChoice = "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]" + usage;
        Usage expected = Usage.of(Meter.INPUT_TOKENS, 6)
            .with(Meter.CACHED_INPUT_TOKENS, 4)
            .with(Meter.OUTPUT_TOKENS, 3)
            .with(Meter.REASONING_TOKENS, 2);

        assertThat(answer(chunk("{\"content\":\"a\"}") + end("stop") + last + DONE).usage()).contains(expected);
        assertThat(answer(chunk("{\"content\":\"a\"}") + withChoice + DONE).usage()).contains(expected);
        assertThat(answer(chunk("{\"content\":\"a\"}") + withChoice).usage()).contains(expected);
        assertThat(answer(chunk("{\"content\":\"a\"}") + end("stop") + "data: {\"choices\":[],\"x_groq\":{\"id\":\"r\""
                + usage.strip() + "}\n\n" + DONE)
            .usage()).contains(expected);
    }

    @Test
    void vllmTellsTheStopSequence() {
        ChatAnswer answer = answer(chunk("{\"content\":\"a\"}")
                + "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\",\"stop_reason\":\"END\"}]}\n\n"
                + DONE);

        assertThat(answer.choices().getFirst().reason()).isEqualTo(FinishReason.STOP_SEQUENCE);
        assertThat(answer.choices().getFirst().stopSequence()).contains("END");
    }

    @Test
    void citationsCountFromTheirOwnText() {
        ChatAnswer answer = answer(chunk("{\"content\":\"See here\"}") + chunk(
                "{\"annotations\":[{\"type\":\"url_citation\",\"url_citation\":{\"url\":\"https://e.com\",\"title\":\"E\",\"start_index\":4,\"end_index\":8}}]}")
                + end("stop") + DONE);

        assertThat(((Part.Text) parts(answer).getFirst()).citations())
            .containsExactly(new Citation(Optional.of("https://e.com"), Optional.of("E"), Optional.empty(),
                    OptionalInt.of(4), OptionalInt.of(8)));
    }

    @Test
    void U5_aStreamThatBreaksOffIsNoAnswer() {
        assertThatExceptionOfType(UnreadableAnswer.class).isThrownBy(() -> answer(chunk("{\"content\":\"a\"}")));
        assertThatExceptionOfType(UnreadableAnswer.class).isThrownBy(() -> answer(""));
        assertThatExceptionOfType(UnreadableAnswer.class).isThrownBy(() -> answer(DONE));
        assertThatExceptionOfType(UnreadableAnswer.class).isThrownBy(() -> answer("data: <html>\n\n"));
        assertThat(parts(answer(chunk("{\"content\":\"a\"}") + DONE))).containsExactly(new Part.Text("a"));
    }

    @Test
    void P10_anErrorInTheStreamEndsIt() {
        assertThat(failure(
                "data: {\"error\":{\"message\":\"Slow down\",\"type\":\"rate_limit_error\",\"code\":\"rate_limit_exceeded\"}}\n\n"))
            .isEqualTo(
                    new ProviderError(429, ProviderError.Kind.OTHER, Optional.of("rate_limit_exceeded"), "Slow down"));
        assertThat(failure(
                "data: {\"id\":\"g\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"\"},\"finish_reason\":\"error\"}],\"error\":{\"code\":502,\"message\":\"Down\"}}\n\n"))
            .isEqualTo(new ProviderError(502, ProviderError.Kind.OTHER, Optional.empty(), "Down"));
        assertThat(failure(
                "data: {\"object\":\"error\",\"message\":\"This model's maximum context length is 10\",\"code\":400}\n\n")
            .kind()).isEqualTo(ProviderError.Kind.CONTEXT_LENGTH);
        assertThat(failure("data: {\"choices\":[{\"index\":0,\"delta\":{}}],\"x_groq\":{\"error\":\"boom\"}}\n\n")
            .message()).isEqualTo("boom");
    }

    private static ProviderError failure(String rest) {
        List<AnswerEvent> events = Streams.read(ChatStreamReader::new,
                (chunk("{\"content\":\"a\"}") + rest + chunk("{\"content\":\"b\"}") + DONE)
                    .getBytes(StandardCharsets.UTF_8));
        assertThat(events.getLast()).isInstanceOf(AnswerEvent.Failed.class);
        return ((AnswerEvent.Failed) events.getLast()).error();
    }

    private static ChatAnswer answer(String stream) {
        return Streams.answer(Streams.read(ChatStreamReader::new, stream.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<Part> parts(ChatAnswer answer) {
        return answer.choices().getFirst().parts();
    }

    private static String chunk(String delta) {
        return "data: {\"id\":\"id-1\",\"object\":\"chat.completion.chunk\",\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":"
                + delta + ",\"finish_reason\":null}]}\n\n";
    }

    private static String end(String reason) {
        return "data: {\"id\":\"id-1\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"" + reason
                + "\"}]}\n\n";
    }

}
