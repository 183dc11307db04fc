package llmgateway.dialect.ollamachat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

import llmgateway.core.model.RequestModel;
import llmgateway.core.usage.Usage;
import llmgateway.dialect.conversation.AnswerCollector;
import llmgateway.dialect.conversation.AnswerEvent;
import llmgateway.dialect.conversation.ChatAnswer;
import llmgateway.dialect.conversation.ChatRequest;
import llmgateway.dialect.conversation.FinishReason;
import llmgateway.dialect.conversation.Media;
import llmgateway.dialect.conversation.Message;
import llmgateway.dialect.conversation.Part;
import llmgateway.dialect.conversation.ProviderError;
import llmgateway.dialect.conversation.Reasoning;
import llmgateway.dialect.conversation.ResponseFormat;
import llmgateway.dialect.conversation.Role;
import llmgateway.dialect.conversation.Sampling;
import llmgateway.dialect.conversation.Signature;
import llmgateway.dialect.conversation.TokenLogprob;
import llmgateway.dialect.conversation.Tool;
import llmgateway.dialect.conversation.ToolChoice;
import llmgateway.dialect.conversation.Tooling;
import llmgateway.dialect.format.StreamReader;
import llmgateway.dialect.format.TargetModel;
import llmgateway.dialect.format.UnreadableAnswer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class OllamaChatProviderFormatTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final TargetModel MODEL = new TargetModel(new RequestModel("llama3.2"), OptionalLong.empty());

    /** After docs/api.md of Ollama, August 2026. */
    private static final String STREAM = """
            {"model":"qwen3","created_at":"2026-07-07T20:22:19.184789Z","message":{"role":"assistant","content":"","thinking":"Ich "},"done":false}
            {"model":"qwen3","created_at":"2026-07-07T20:22:19.2Z","message":{"role":"assistant","content":"","thinking":"\u00fcberlege"},"done":false}
            {"model":"qwen3","created_at":"2026-07-07T20:22:19.3Z","message":{"role":"assistant","content":"\u65e5","images":null},"done":false}
            {"model":"qwen3","created_at":"2026-07-07T20:22:19.4Z","message":{"role":"assistant","content":"\u672c"},"done":false,"logprobs":[{"token":"\u672c","logprob":-0.5,"bytes":[1],"top_logprobs":[{"token":"x","logprob":-2.5}]}]}

            {"model":"qwen3","created_at":"2026-07-07T20:22:19.5Z","message":{"role":"assistant","content":"","tool_calls":[{"function":{"index":0,"name":"get_weather","arguments":{"city":"Tokyo"}}},{"id":"c-7","function":{"index":1,"name":"get_weather","arguments":{}}}]},"done":false}
            {"model":"qwen3","created_at":"2026-07-07T20:22:19.6Z","message":{"role":"assistant","content":""},"done_reason":"stop","done":true,"total_duration":182242375,"prompt_eval_count":169,"eval_count":15}
            """;

    private final OllamaChatProviderFormat format = new OllamaChatProviderFormat();

    @Test
    void writesAConversation() {
        ChatRequest request = ChatRequest.of(List.of(new Message(Role.SYSTEM, List.of(new Part.Text("Be brief."))),
                new Message(Role.USER,
                        List.of(new Part.Text("What is it?"),
                                new Part.Image(new Media.Inline("image/png", "AAAA"), Optional.empty()),
                                new Part.Document(new Media.PlainText("words"), Optional.empty()))),
                new Message(Role.ASSISTANT,
                        List.of(new Part.Thinking("hm", Optional.of(Thoughts.THINKING)),
                                new Part.Thinking("secret", Optional.of(new Signature("anthropic", "x"))),
                                new Part.ToolCall("1", "f", json("{\"a\":1}"), Optional.empty()),
                                new Part.ToolCall("2", "g", json("\"{\""), Optional.empty()))),
                new Message(Role.USER, List.of(new Part.ToolResult("2", List.of(new Part.Text("a cat")), false),
                        new Part.ToolResult("1", List.of(), true), new Part.Text("And now?")))));

        assertThat(this.format.writeRequest(request, MODEL)).isEqualTo(json("""
                {"model":"llama3.2","stream":false,"messages":[
                 {"role":"system","content":"Be brief."},
                 {"role":"user","content":"What is it?\\nwords","images":["AAAA"]},
                 {"role":"assistant","content":"","thinking":"hm","tool_calls":[
                  {"id":"1","function":{"name":"f","arguments":{"a":1}}},
                  {"id":"2","function":{"name":"g","arguments":{"arguments":"{"}}}]},
                 {"role":"tool","content":"a cat","tool_name":"g","tool_call_id":"2"},
                 {"role":"tool","content":"","tool_name":"f","tool_call_id":"1"},
                 {"role":"user","content":"And now?"}]}"""));
    }

    @Test
    void writesSettings() {
        ChatRequest request = ChatRequest.of(List.of(new Message(Role.USER, List.of(new Part.Text("hi")))))
            .withTooling(new Tooling(List
                .of(new Tool("f", Optional.of("d"), json("{\"type\":\"object\"}"), Optional.empty(), Optional.empty())),
                    Optional.empty(), Optional.empty()))
            .withSampling(new Sampling(OptionalLong.of(9), OptionalDouble.of(0.5), OptionalDouble.of(0.9),
                    OptionalInt.of(3), OptionalDouble.of(0.1), OptionalDouble.of(0.2), OptionalLong.of(7),
                    List.of("END"), 1, OptionalInt.of(2), Map.of()))
            .withFormat(new ResponseFormat.JsonSchema("n", Optional.empty(), json("{\"type\":\"object\"}"),
                    Optional.empty()))
            .withReasoning(Optional.of(new Reasoning(Optional.of("high"), OptionalLong.empty(), Optional.empty())))
            .withStream(true, true);

        assertThat(JSON.readTree(this.format.writeRequest(request, MODEL).toString())).isEqualTo(json("""
                {"model":"llama3.2","stream":true,"messages":[{"role":"user","content":"hi"}],
                 "tools":[{"type":"function","function":{"name":"f","description":"d","parameters":{"type":"object"}}}],
                 "format":{"type":"object"},
                 "options":{"num_predict":9,"temperature":0.5,"top_p":0.9,"top_k":3,"frequency_penalty":0.1,
                  "presence_penalty":0.2,"seed":7,"stop":["END"]},
                 "logprobs":true,"top_logprobs":2,"think":"high"}"""));
    }

    @Test
    void offersNoToolWhereNoneMayBeCalled() {
        ChatRequest request = ChatRequest.of(List.of(new Message(Role.USER, List.of(new Part.Text("hi")))))
            .withTooling(new Tooling(
                    List.of(new Tool("f", Optional.empty(), json("{}"), Optional.empty(), Optional.empty())),
                    Optional.of(new ToolChoice.None()), Optional.empty()))
            .withFormat(new ResponseFormat.JsonObject());

        JsonNode written = this.format.writeRequest(request, MODEL);
        assertThat(written.has("tools")).isFalse();
        assertThat(written.path("format").asString()).isEqualTo("json");
    }

    @ParameterizedTest
    @CsvSource({ "none, , false", "minimal, , \"low\"", "xhigh, , \"max\"", ", 0, false", ", 100, true" })
    void turnsThinkingOnAndOff(String effort, Long budget, String think) {
        Reasoning reasoning = new Reasoning(Optional.ofNullable(effort),
                (budget == null) ? OptionalLong.empty() : OptionalLong.of(budget), Optional.empty());
        ChatRequest request = ChatRequest.of(List.of(new Message(Role.USER, List.of(new Part.Text("hi")))))
            .withReasoning(Optional.of(reasoning));

        assertThat(this.format.writeRequest(request, MODEL).path("think")).isEqualTo(json(think));
    }

    @Test
    void readsAnAnswer() {
        assertThat(this.format.readAnswer(
                json("""
                        {"model":"llama3.2","created_at":"2026-12-12T14:13:43.416799Z",
                         "message":{"role":"assistant","content":"Hello!"},"done":true,"done_reason":"length","eval_count":298}""")))
            .isEqualTo(
                    new ChatAnswer("", "llama3.2",
                            List.of(new ChatAnswer.Choice(List.of(new Part.Text("Hello!")), FinishReason.LENGTH,
                                    Optional.empty(), List.of())),
                            Optional.of(Usage.ofTokens(0, 298)), Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = { "{}", "[]", "{\"error\":\"no\"}", "{\"message\":{\"content\":\"x\"},\"done\":false}" })
    void U7_refusesWhatIsNoAnswer(String document) {
        assertThatExceptionOfType(UnreadableAnswer.class).isThrownBy(() -> this.format.readAnswer(json(document)));
    }

    @Test
    void readsAStream() {
        AnswerCollector collector = new AnswerCollector();
        events(STREAM.getBytes(StandardCharsets.UTF_8), 0).forEach(collector);

        assertThat(collector.answer()).isEqualTo(new ChatAnswer("", "qwen3",
                List.of(new ChatAnswer.Choice(
                        List.of(new Part.Thinking("Ich \u00fcberlege", Optional.of(Thoughts.THINKING)),
                                new Part.Text("\u65e5\u672c"),
                                new Part.ToolCall("call_20260707202219184789_0", "get_weather",
                                        json("{\"city\":\"Tokyo\"}"), Optional.empty()),
                                new Part.ToolCall("c-7", "get_weather", json("{}"), Optional.empty())),
                        FinishReason.TOOL_CALLS, Optional.empty(),
                        List.of(new TokenLogprob("\u672c", -0.5, List.of(new TokenLogprob("x", -2.5, List.of())))))),
                Optional.of(Usage.ofTokens(169, 15)), Optional.empty()));
    }

    @Test
    void U8_readsAStreamAlikeHoweverItIsCut() {
        for (String lineEnd : List.of("\n", "\r\n")) {
            byte[] bytes = STREAM.strip().replace("\n", lineEnd).getBytes(StandardCharsets.UTF_8);
            List<AnswerEvent> whole = events(bytes, 0);
            for (int cut = 1; cut < bytes.length; cut++) {
                assertThat(events(bytes, cut)).as("cut at %d", cut).isEqualTo(whole);
            }
        }
    }

    @Test
    void tellsAnErrorInTheMiddleOfAStream() {
        AnswerCollector collector = new AnswerCollector();
        events("""
                {"model":"m","message":{"content":"Hi"},"done":false}
                {"error":"an error was encountered while running the model"}
                """.getBytes(StandardCharsets.UTF_8), 0).forEach(collector);

        assertThat(collector.error()).contains(new ProviderError(500, ProviderError.Kind.OTHER, Optional.empty(),
                "an error was encountered while running the model"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "{\"message\":{\"content\":\"Hi\"},\"done\":false}", "oops", "{\"message\":" })
    void U5_aStreamThatBreaksOffIsUnreadable(String stream) {
        assertThatExceptionOfType(UnreadableAnswer.class)
            .isThrownBy(() -> events(stream.getBytes(StandardCharsets.UTF_8), 0));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|',
            value = { "the input length exceeds the context length | CONTEXT_LENGTH", "model 'x' not found | OTHER" })
    void readsErrors(String message, ProviderError.Kind kind) {
        assertThat(this.format.readError(400, json("{\"error\":\"" + message + "\"}")))
            .isEqualTo(new ProviderError(400, kind, Optional.empty(), message));
    }

    private List<AnswerEvent> events(byte[] stream, int cut) {
        List<AnswerEvent> events = new ArrayList<>();
        StreamReader reader = this.format.streamReader(events::add);
        reader.write(stream, 0, cut);
        reader.write(stream, cut, stream.length - cut);
        reader.finish();
        return events;
    }

    private static JsonNode json(String text) {
        return JSON.readTree(text);
    }

}
