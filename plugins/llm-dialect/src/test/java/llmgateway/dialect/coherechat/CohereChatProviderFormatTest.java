package llmgateway.dialect.coherechat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
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
import llmgateway.dialect.conversation.Media;
import llmgateway.dialect.conversation.Message;
import llmgateway.dialect.conversation.Part;
import llmgateway.dialect.conversation.ProviderError;
import llmgateway.dialect.conversation.Reasoning;
import llmgateway.dialect.conversation.ResponseFormat;
import llmgateway.dialect.conversation.Role;
import llmgateway.dialect.conversation.Sampling;
import llmgateway.dialect.conversation.Signature;
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

class CohereChatProviderFormatTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final TargetModel MODEL = new TargetModel(new RequestModel("command-a-03-2025"),
            OptionalLong.empty());

    /** After "Streaming for tool use", Cohere's documentation of November 2026. */
    private static final String STREAM = """
            event: message-start
            data: {"id":"m-1","type":"message-start","delta":{"message":{"role":"assistant","content":[],"tool_plan":"","tool_calls":[],"citations":[]}}}

            event: tool-plan-delta
            data: {"type":"tool-plan-delta","delta":{"message":{"tool_plan":"I will"}}}

            event: tool-plan-delta
            data: {"type":"tool-plan-delta","delta":{"message":{"tool_plan":" look."}}}

            event: tool-call-start
            data: {"type":"tool-call-start","index":0,"delta":{"message":{"tool_calls":{"id":"get_0","type":"function","function":{"name":"get","arguments":""}}}}}

            event: tool-call-start
            data: {"type":"tool-call-start","index":1,"delta":{"message":{"tool_calls":{"id":"get_1","type":"function","function":{"name":"get","arguments":""}}}}}

            event: tool-call-delta
            data: {"type":"tool-call-delta","index":0,"delta":{"message":{"tool_calls":{"function":{"arguments":"{\\"city\\":"}}}}}

            event: tool-call-delta
            data: {"type":"tool-call-delta","index":1,"delta":{"message":{"tool_calls":{"function":{"arguments":"{\\"city\\":\\"Br\u00fcssel\\"}"}}}}}

            event: tool-call-delta
            data: {"type":"tool-call-delta","index":0,"delta":{"message":{"tool_calls":{"function":{"arguments":"\\"Madrid\\"}"}}}}}

            event: tool-call-end
            data: {"type":"tool-call-end","index":0}

            event: tool-call-end
            data: {"type":"tool-call-end","index":1}

            event: message-end
            data: {"type":"message-end","delta":{"finish_reason":"TOOL_CALL","usage":{"billed_units":{"input_tokens":37,"output_tokens":22},"tokens":{"input_tokens":1560,"output_tokens":65}}}}

            """;

    private final CohereChatProviderFormat format = new CohereChatProviderFormat();

    @Test
    void writesAConversation() {
        ChatRequest request = ChatRequest.of(List.of(new Message(Role.SYSTEM, List.of(new Part.Text("Be brief."))),
                new Message(Role.USER,
                        List.of(new Part.Text("What is it?"),
                                new Part.Image(new Media.Inline("image/png", "AAAA"), Optional.of("low")),
                                new Part.Document(new Media.PlainText("words"), Optional.empty()))),
                new Message(Role.ASSISTANT,
                        List.of(new Part.Thinking("I will look.", Optional.of(Thoughts.TOOL_PLAN)),
                                new Part.Thinking("hm", Optional.of(Thoughts.THINKING)),
                                new Part.Thinking("secret", Optional.of(new Signature("anthropic", "x"))),
                                new Part.ToolCall("1", "f", json("{\"a\":1}"), Optional.empty()))),
                new Message(Role.USER, List.of(new Part.ToolResult("1", List.of(new Part.Text("a cat")), false),
                        new Part.Text("And now?")))));

        assertThat(this.format.writeRequest(request, MODEL)).isEqualTo(json("""
                {"model":"command-a-03-2025","stream":false,"messages":[
                 {"role":"system","content":[{"type":"text","text":"Be brief."}]},
                 {"role":"user","content":[{"type":"text","text":"What is it?"},
                  {"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA","detail":"low"}},
                  {"type":"text","text":"words"}]},
                 {"role":"assistant","tool_plan":"I will look.","content":[{"type":"thinking","thinking":"hm"}],
                  "tool_calls":[{"id":"1","type":"function","function":{"name":"f","arguments":"{\\"a\\":1}"}}]},
                 {"role":"tool","tool_call_id":"1","content":"a cat"},
                 {"role":"user","content":[{"type":"text","text":"And now?"}]}]}"""));
    }

    @Test
    void writesSettingsAndForcesATool() {
        Tool wanted = new Tool("f", Optional.of("d"), json("{\"type\":\"object\"}"), Optional.of(true),
                Optional.empty());
        Tool other = new Tool("g", Optional.empty(), json("{}"), Optional.empty(), Optional.empty());
        ChatRequest request = ChatRequest.of(List.of(new Message(Role.USER, List.of(new Part.Text("hi")))))
            .withTooling(new Tooling(List.of(wanted, other), Optional.of(new ToolChoice.Named("f")), Optional.empty()))
            .withSampling(new Sampling(OptionalLong.of(9), OptionalDouble.of(0.5), OptionalDouble.of(0.9),
                    OptionalInt.of(3), OptionalDouble.of(0.1), OptionalDouble.of(0.2), OptionalLong.of(7),
                    List.of("END"), 1, OptionalInt.empty(), Map.of()))
            .withFormat(new ResponseFormat.JsonSchema("n", Optional.empty(), json("{\"type\":\"object\"}"),
                    Optional.empty()))
            .withReasoning(Optional.of(new Reasoning(Optional.empty(), OptionalLong.of(100), Optional.empty())))
            .withStream(true, true);

        JsonNode written = this.format.writeRequest(request, MODEL);
        assertThat(JSON.readTree(written.toString())).isEqualTo(json("""
                {"model":"command-a-03-2025","stream":true,
                 "messages":[{"role":"user","content":[{"type":"text","text":"hi"}]}],
                 "tools":[{"type":"function","function":{"name":"f","description":"d","parameters":{"type":"object"}}}],
                 "strict_tools":true,"tool_choice":"REQUIRED","max_tokens":9,"temperature":0.5,"p":0.9,"k":3,
                 "frequency_penalty":0.1,"presence_penalty":0.2,"seed":7,"stop_sequences":["END"],
                 "response_format":{"type":"json_object","json_schema":{"type":"object"}},
                 "thinking":{"type":"enabled","token_budget":100}}"""));
    }

    @ParameterizedTest
    @CsvSource({ "none, disabled", "high, enabled" })
    void turnsThinkingOnAndOff(String effort, String type) {
        ChatRequest request = ChatRequest.of(List.of(new Message(Role.USER, List.of(new Part.Text("hi")))))
            .withReasoning(Optional.of(new Reasoning(Optional.of(effort), OptionalLong.empty(), Optional.empty())));

        assertThat(this.format.writeRequest(request, MODEL).path("thinking"))
            .isEqualTo(json("{\"type\":\"" + type + "\"}"));
    }

    @Test
    void readsAnAnswer() {
        assertThat(this.format.readAnswer(
                json("""
                        {"id":"m-1","finish_reason":"MAX_TOKENS","message":{"role":"assistant",
                         "content":[{"type":"thinking","thinking":"hm"},{"type":"text","text":"\uD83D\uDE00 Spain won."}],
                         "citations":[{"start":2,"end":7,"text":"Spain","content_index":1,"type":"TEXT_CONTENT","sources":[
                          {"type":"document","id":"doc:0","document":{"id":"doc:0","title":"Cup","url":"https://x.test/","snippet":"Spain!"}}]}]},
                         "usage":{"billed_units":{"input_tokens":5.0,"output_tokens":418},"tokens":{"input_tokens":71,"output_tokens":418},"cached_tokens":3}}""")))
            .isEqualTo(new ChatAnswer("m-1", "",
                    List.of(new ChatAnswer.Choice(
                            List.of(new Part.Thinking("hm", Optional.of(Thoughts.THINKING)),
                                    new Part.Text("\uD83D\uDE00 Spain won.",
                                            List.of(new Citation(Optional.of("https://x.test/"), Optional.of("Cup"),
                                                    Optional.of("Spain!"), OptionalInt.of(3), OptionalInt.of(8))))),
                            FinishReason.LENGTH, Optional.empty(), List.of())),
                    Optional.of(Usage.ofTokens(2, 418).with(Meter.CACHED_INPUT_TOKENS, 3)), Optional.empty()));
    }

    @Test
    void readsCallsWhateverTheirArguments() {
        assertThat(this.format.readAnswer(json("""
                {"id":"m-1","finish_reason":"TOOL_CALL","message":{"tool_plan":"I will look.","tool_calls":[
                 {"id":"1","type":"function","function":{"name":"f","arguments":"{\\"a\\":1}"}},
                 {"id":"2","type":"function","function":{"name":"f","arguments":"{\\"a\\""}},
                 {"id":"3","type":"function","function":{"name":"f"}}]}}""")).choices().getFirst().parts())
            .containsExactly(new Part.Thinking("I will look.", Optional.of(Thoughts.TOOL_PLAN)),
                    new Part.ToolCall("1", "f", json("{\"a\":1}"), Optional.empty()),
                    new Part.ToolCall("2", "f", json("\"{\\\"a\\\"\""), Optional.empty()),
                    new Part.ToolCall("3", "f", json("{}"), Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = { "{}", "[]", "{\"message\":\"no\"}", "{\"finish_reason\":\"ERROR\",\"message\":{}}" })
    void U7_refusesWhatIsNoAnswer(String document) {
        assertThatExceptionOfType(UnreadableAnswer.class).isThrownBy(() -> this.format.readAnswer(json(document)));
    }

    @Test
    void P12_readsAStreamWithCallsInTurns() {
        AnswerCollector collector = new AnswerCollector();
        events(STREAM.getBytes(StandardCharsets.UTF_8), 0).forEach(collector);

        assertThat(collector.answer()).isEqualTo(new ChatAnswer("m-1", "", List.of(new ChatAnswer.Choice(
                List.of(new Part.Thinking("I will look.", Optional.of(Thoughts.TOOL_PLAN)),
                        new Part.ToolCall("get_0", "get", json("{\"city\":\"Madrid\"}"), Optional.empty()),
                        new Part.ToolCall("get_1", "get", json("{\"city\":\"Br\u00fcssel\"}"), Optional.empty())),
                FinishReason.TOOL_CALLS, Optional.empty(), List.of())), Optional.of(Usage.ofTokens(37, 22)),
                Optional.empty()));
    }

    @Test
    void U8_readsAStreamAlikeHoweverItIsCut() {
        for (String lineEnd : List.of("\n", "\r\n", "\r")) {
            byte[] bytes = (STREAM + "data: [DONE]").replace("\n", lineEnd).getBytes(StandardCharsets.UTF_8);
            List<AnswerEvent> whole = events(bytes, 0);
            for (int cut = 1; cut < bytes.length; cut++) {
                assertThat(events(bytes, cut)).as("cut at %d", cut).isEqualTo(whole);
            }
        }
    }

    @Test
    void readsCitationsAndThinkingInAStream() {
        AnswerCollector collector = new AnswerCollector();
        events("""
                data: {"type":"message-start","id":"m-1"}

                data: {"type":"content-start","index":0,"delta":{"message":{"content":{"type":"thinking","thinking":"h"}}}}

                data: {"type":"content-delta","index":0,"delta":{"message":{"content":{"thinking":"m"}}}}

                data: {"type":"content-end","index":0}

                data: {"type":"content-start","index":1,"delta":{"message":{"content":{"type":"text","text":""}}}}

                data: {"type":"content-delta","index":1,"delta":{"message":{"content":{"text":"Spain"}}}}

                data: {"type":"citation-start","index":0,"delta":{"message":{"citations":{"start":0,"end":5,"content_index":1,"sources":[{"type":"tool","id":"t:0","tool_output":{"url":"https://x.test/"}}]}}}}

                data: {"type":"citation-end","index":0}

                data: {"type":"content-end","index":1}

                data: {"type":"message-end","delta":{"finish_reason":"COMPLETE"}}

                """
            .getBytes(StandardCharsets.UTF_8), 0).forEach(collector);

        assertThat(collector.answer().choices().getFirst().parts()).containsExactly(
                new Part.Thinking("hm", Optional.of(Thoughts.THINKING)),
                new Part.Text("Spain", List.of(new Citation(Optional.of("https://x.test/"), Optional.of("t:0"),
                        Optional.empty(), OptionalInt.of(0), OptionalInt.of(5)))));
    }

    @Test
    void tellsAnErrorInTheMiddleOfAStream() {
        AnswerCollector collector = new AnswerCollector();
        events("data: {\"type\":\"message-end\",\"delta\":{\"finish_reason\":\"ERROR\",\"error\":\"failed\"}}\n\n"
            .getBytes(StandardCharsets.UTF_8), 0).forEach(collector);

        assertThat(collector.error())
            .contains(new ProviderError(500, ProviderError.Kind.OTHER, Optional.empty(), "failed"));
    }

    @Test
    void U5_aStreamThatBreaksOffIsUnreadable() {
        assertThatExceptionOfType(UnreadableAnswer.class)
            .isThrownBy(() -> events("data: {\"type\":\"message-start\"}\n\n".getBytes(StandardCharsets.UTF_8), 0));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|',
            value = { "too many tokens: total number of tokens in the prompt cannot exceed 128000 | CONTEXT_LENGTH",
                    "invalid request | OTHER" })
    void readsErrors(String message, ProviderError.Kind kind) {
        assertThat(this.format.readError(400, json("{\"id\":\"e\",\"message\":\"" + message + "\"}")))
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
