package llmgateway.dialect.generatecontent;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

import llmgateway.core.model.RequestModel;
import llmgateway.core.usage.Meter;
import llmgateway.core.usage.Usage;
import llmgateway.dialect.conversation.AnswerCollector;
import llmgateway.dialect.conversation.AnswerEvent;
import llmgateway.dialect.conversation.ChatAnswer;
import llmgateway.dialect.conversation.ChatRequest;
import llmgateway.dialect.conversation.Citation;
import llmgateway.dialect.conversation.FinishReason;
import llmgateway.dialect.conversation.Message;
import llmgateway.dialect.conversation.Part;
import llmgateway.dialect.conversation.ProviderError;
import llmgateway.dialect.conversation.Reasoning;
import llmgateway.dialect.conversation.Role;
import llmgateway.dialect.conversation.Signature;
import llmgateway.dialect.conversation.TokenLogprob;
import llmgateway.dialect.format.StreamReader;
import llmgateway.dialect.format.Platform;
import llmgateway.dialect.format.TargetModel;
import llmgateway.dialect.format.UnreadableAnswer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class GenerateContentProviderFormatTest {

    private static final Signature SIGNED = new Signature("gemini", "c2lnbmVk");

    private final GenerateContentProviderFormat format = new GenerateContentProviderFormat();

    @Test
    void readsAnAnswer() {
        assertThat(this.format.readAnswer(Bodies.file("answer.json"))).isEqualTo(
                new ChatAnswer(
                        "mAitaLmkHPPlz7IPvtfUqQ4", "gemini-2.5-flash", List
                            .of(new ChatAnswer.Choice(
                                    List.of(new Part.Thinking("Let me think.", Optional.empty()), new Part.Text(
                                            "Spanien gewann die EM 2024.",
                                            List.of(new Citation(Optional.of("https://example.com/em"),
                                                    Optional.of("example.com"), Optional.empty(), OptionalInt.of(0),
                                                    OptionalInt.of(7)))),
                                            new Part.HiddenThinking(SIGNED),
                                            new Part.ToolCall("fc-1", "get_score", Bodies.json("{\"team\":\"Spain\"}"),
                                                    Optional.empty()),
                                            new Part.ToolCall("call_mAitaLmkHPPlz7IPvtfUqQ4_0_1", "get_score",
                                                    Bodies.json("{}"), Optional.empty())),
                                    FinishReason.TOOL_CALLS, Optional.empty(),
                                    List.of(new TokenLogprob("Spanien", -0.1,
                                            List.of(new TokenLogprob("Spanien", -0.1, List.of()),
                                                    new TokenLogprob("England", -2.5, List.of())))))),
                        Optional.of(new Usage(Map.of(Meter.INPUT_TOKENS, 47L, Meter.CACHED_INPUT_TOKENS, 10L,
                                Meter.IMAGE_INPUT_TOKENS, 168L, Meter.CACHED_IMAGE_INPUT_TOKENS, 90L,
                                Meter.AUDIO_INPUT_TOKENS, 10L, Meter.OUTPUT_TOKENS, 40L, Meter.REASONING_TOKENS,
                                100L))),
                        Optional.of("priority")));
    }

    @ParameterizedTest
    @CsvSource({ "STOP, STOP", "MAX_TOKENS, LENGTH", "SAFETY, CONTENT_FILTER", "RECITATION, CONTENT_FILTER",
            "PROHIBITED_CONTENT, CONTENT_FILTER", "MALFORMED_FUNCTION_CALL, STOP", "SOMETHING_NEW, STOP" })
    void readsFinishReasons(String told, FinishReason reason) {
        assertThat(
                this.format.readAnswer(Bodies.json("{\"candidates\":[{\"finishReason\":\"" + told + "\"}]}")).choices())
            .containsExactly(new ChatAnswer.Choice(List.of(), reason, Optional.empty(), List.of()));
    }

    @Test
    void aBlockedPromptIsAnAnswerThatTheFilterEnded() {
        ChatAnswer answer = this.format.readAnswer(Bodies.json("""
                {"promptFeedback":{"blockReason":"PROHIBITED_CONTENT"},"usageMetadata":{"promptTokenCount":4}}"""));

        assertThat(answer.choices()).singleElement()
            .extracting(ChatAnswer.Choice::reason)
            .isEqualTo(FinishReason.CONTENT_FILTER);
        assertThat(answer.usage()).contains(Usage.ofTokens(4, 0));
    }

    @ParameterizedTest
    @ValueSource(strings = { "{}", "[]", "7", "{\"choices\":[]}", "{\"error\":{\"code\":500}}" })
    void U7_refusesWhatIsNoAnswer(String document) {
        assertThatExceptionOfType(UnreadableAnswer.class)
            .isThrownBy(() -> this.format.readAnswer(Bodies.json(document)));
    }

    @Test
    void readsAStream() {
        assertThat(collected(events(Bodies.bytes("stream.sse"))).answer())
            .isEqualTo(new ChatAnswer("r-1", "gemini-3-flash",
                    List.of(new ChatAnswer.Choice(
                            List.of(new Part.Thinking("Ich \u00fcberlege noch.", Optional.empty()),
                                    new Part.Text("\u65e5\u672c\u8a9e \uD83D\uDE00"),
                                    new Part.ToolCall("call_r-1_0_0", "get_weather",
                                            Bodies.json("{\"city\":\"T\u014dky\u014d\"}"), Optional.of(SIGNED)),
                                    new Part.ToolCall("call_r-1_0_1", "get_weather",
                                            Bodies.json("{\"city\":\"\u014csaka\"}"), Optional.empty())),
                            FinishReason.TOOL_CALLS, Optional.empty(), List.of())),
                    Optional.of(Usage.ofTokens(9, 12).with(Meter.REASONING_TOKENS, 31)), Optional.empty()));
    }

    @Test
    void tellsAPieceAsSoonAsItIsThere() {
        List<AnswerEvent> events = new ArrayList<>();
        StreamReader reader = this.format.streamReader(events::add);
        byte[] chunk = "data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Hi\"}]}}]}\n\n"
            .getBytes(StandardCharsets.UTF_8);
        reader.write(chunk, 0, chunk.length);

        assertThat(events).contains(new AnswerEvent.Delta(0, "Hi"));
    }

    @Test
    void U8_readsAStreamAlikeHoweverItIsCut() {
        String stream = new String(Bodies.bytes("stream.sse"), StandardCharsets.UTF_8);
        List<AnswerEvent> whole = events(stream.getBytes(StandardCharsets.UTF_8));
        for (String lineEnd : List.of("\r\n", "\n", "\r")) {
            byte[] bytes = stream.replace("\r\n", "\n").strip().replace("\n", lineEnd).getBytes(StandardCharsets.UTF_8);
            for (int cut = 0; cut <= bytes.length; cut++) {
                List<AnswerEvent> events = new ArrayList<>();
                StreamReader reader = this.format.streamReader(events::add);
                reader.write(bytes, 0, cut);
                reader.write(bytes, cut, bytes.length - cut);
                reader.finish();

                assertThat(events).as("cut at %d", cut).isEqualTo(whole);
            }
        }
    }

    @Test
    void U5_aStreamThatBreaksOffIsUnreadable() {
        byte[] cut = "data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Hi\"}]}}]}\n\n"
            .getBytes(StandardCharsets.UTF_8);

        assertThatExceptionOfType(UnreadableAnswer.class).isThrownBy(() -> events(cut));
        assertThatExceptionOfType(UnreadableAnswer.class).isThrownBy(() -> events(new byte[0]));
        assertThatExceptionOfType(UnreadableAnswer.class)
            .isThrownBy(() -> events("data: oops\n\n".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void tellsAnErrorInTheMiddleOfAStream() {
        AnswerCollector read = collected(events("""
                data: {"candidates":[{"content":{"parts":[{"text":"Hi"}]}}]}

                data: {"error":{"code":503,"message":"The model is overloaded.","status":"UNAVAILABLE"}}

                """.getBytes(StandardCharsets.UTF_8)));

        assertThat(read.error()).contains(new ProviderError(503, ProviderError.Kind.OTHER, Optional.of("UNAVAILABLE"),
                "The model is overloaded."));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "The input token count (1200000) exceeds the maximum number of tokens allowed (1048576). | CONTEXT_LENGTH",
            "The prompt is blocked due to: PROHIBITED_CONTENT | CONTENT_FILTER",
            "Invalid value at 'contents' | OTHER" })
    void readsErrorsAloneAndInALists(String message, ProviderError.Kind kind) {
        String error = "{\"error\":{\"code\":400,\"message\":\"" + message + "\",\"status\":\"INVALID_ARGUMENT\"}}";
        for (String body : List.of(error, "[" + error + "]")) {
            assertThat(this.format.readError(400, Bodies.json(body)))
                .isEqualTo(new ProviderError(400, kind, Optional.of("INVALID_ARGUMENT"), message));
        }
    }

    @Test
    void readsErrorsThatAreNone() {
        assertThat(this.format.readError(502, JsonNodeFactory.instance.missingNode()))
            .isEqualTo(new ProviderError(502, ProviderError.Kind.OTHER, Optional.empty(), ""));
    }

    @Test
    void putsResultsOfParallelCallsIntoOneContentUnderTheNamesOfTheirTools() {
        JsonNode written = write(
                List.of(message(Role.USER, new Part.Text("hi")),
                        message(Role.ASSISTANT, call("1", "f"), call("2", "g")),
                        message(Role.USER, new Part.ToolResult("2", List.of(new Part.Text("two")), false)),
                        message(Role.USER, new Part.ToolResult("1", List.of(new Part.Text("one")), true))),
                "gemini-2.5-pro");

        assertThat(written.path("contents").path(2)).isEqualTo(Bodies.json("""
                {"role":"user","parts":[
                 {"functionResponse":{"id":"2","name":"g","response":{"output":"two"}}},
                 {"functionResponse":{"id":"1","name":"f","response":{"error":"one"}}}]}"""));
    }

    @Test
    void keepsSystemMessagesWhereTheyStand() {
        JsonNode written = write(
                List.of(message(Role.SYSTEM, new Part.Text("first")), message(Role.SYSTEM, new Part.Text("second")),
                        message(Role.USER, new Part.Text("hi")), message(Role.SYSTEM, new Part.Text("later"))),
                "gemini-3-pro");

        assertThat(written).isEqualTo(Bodies.json("""
                {"contents":[{"role":"user","parts":[{"text":"hi"},{"text":"later"}]}],
                 "systemInstruction":{"parts":[{"text":"first"},{"text":"second"}]}}"""));
        assertThat(write(List.of(message(Role.SYSTEM, new Part.Text("only"))), "gemini-3-pro").path("contents"))
            .isEqualTo(Bodies.json("[{\"role\":\"user\",\"parts\":[{\"text\":\"only\"}]}]"));
    }

    @Test
    void sendsOnlyItsOwnSignaturesBackAndMarksCallsThatOthersMade() {
        Signature foreign = new Signature("anthropic", "x");
        List<Message> messages = List.of(message(Role.USER, new Part.Text("hi")),
                message(Role.ASSISTANT, new Part.Thinking("hm", Optional.of(foreign)), new Part.HiddenThinking(foreign),
                        new Part.ToolCall("1", "f", Bodies.json("{}"), Optional.of(foreign)), call("2", "g")));

        assertThat(write(messages, "gemini-3-flash").path("contents").path(1).path("parts")).isEqualTo(Bodies.json("""
                [{"functionCall":{"id":"1","name":"f","args":{}},"thoughtSignature":"skip_thought_signature_validator"},
                 {"functionCall":{"id":"2","name":"g","args":{}}}]"""));
        assertThat(write(messages, "gemini-2.5-flash").path("contents")
            .path(1)
            .path("parts")
            .path(0)
            .has("thoughtSignature")).isFalse();
    }

    @Test
    void writesArgumentsThatAreNoJsonInAnObject() {
        JsonNode written = write(
                List.of(message(Role.USER, new Part.Text("hi")), message(Role.ASSISTANT,
                        new Part.ToolCall("1", "f", JsonNodeFactory.instance.stringNode("{\"a\":"), Optional.empty()))),
                "gemini-2.5-pro");

        assertThat(written.path("contents").path(1).path("parts").path(0).path("functionCall").path("args"))
            .isEqualTo(Bodies.json("{\"arguments\":\"{\\\"a\\\":\"}"));
    }

    @Test
    void vertexAiGetsNoIdsOfCalls() {
        List<Message> messages = List.of(message(Role.USER, new Part.Text("hi")),
                message(Role.ASSISTANT, call("1", "f")),
                message(Role.USER, new Part.ToolResult("1", List.of(new Part.Text("done")), false)));

        String written = this.format
            .writeRequest(ChatRequest.of(messages),
                    new TargetModel(new RequestModel("gemini-2.5-pro"), OptionalLong.empty(), Platform.VERTEX_AI))
            .toString();

        assertThat(written).contains("functionCall", "functionResponse", "\"name\":\"f\"").doesNotContain("\"id\"");
        assertThat(write(messages, "gemini-2.5-pro").toString()).contains("\"id\":\"1\"");
    }

    @ParameterizedTest
    @CsvSource({ "gemini-3-pro-preview, low, thinkingLevel, LOW", "gemini-3.8-flash, xhigh, thinkingLevel, HIGH",
            "gemini-flash-latest, none, thinkingLevel, MINIMAL", "gemini-2.5-flash, none, thinkingBudget, 0",
            "gemini-2.5-flash, medium, thinkingBudget, 8192", "gemini-2.5-pro, max, thinkingBudget, 24576" })
    void measuresThinkingAsTheModelDoes(String model, String effort, String field, String value) {
        ChatRequest request = ChatRequest.of(List.of(message(Role.USER, new Part.Text("hi"))))
            .withReasoning(Optional.of(new Reasoning(Optional.of(effort), OptionalLong.empty(), Optional.of(true))));
        JsonNode thinking = this.format.writeRequest(request, target(model)).at("/generationConfig/thinkingConfig");

        assertThat(thinking.path(field).asString()).isEqualTo(value);
        assertThat(thinking.path("includeThoughts").asBoolean()).isTrue();
        assertThat(thinking.size()).isEqualTo(2);
    }

    private JsonNode write(List<Message> messages, String model) {
        return this.format.writeRequest(ChatRequest.of(messages), target(model));
    }

    private static TargetModel target(String model) {
        return new TargetModel(new RequestModel(model), OptionalLong.empty());
    }

    private static Message message(Role role, Part... parts) {
        return new Message(role, List.of(parts));
    }

    private static Part call(String id, String name) {
        return new Part.ToolCall(id, name, Bodies.json("{}"), Optional.empty());
    }

    private List<AnswerEvent> events(byte[] stream) {
        List<AnswerEvent> events = new ArrayList<>();
        StreamReader reader = this.format.streamReader(events::add);
        reader.write(stream, 0, stream.length);
        reader.finish();
        return events;
    }

    private static AnswerCollector collected(List<AnswerEvent> events) {
        AnswerCollector collector = new AnswerCollector();
        events.forEach(collector);
        return collector;
    }

}
