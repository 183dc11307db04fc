package llmgateway.dialect.chatcompletions;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

import llmgateway.dialect.conversation.CacheLifetime;
import llmgateway.dialect.conversation.ChatRequest;
import llmgateway.dialect.conversation.Media;
import llmgateway.dialect.conversation.Message;
import llmgateway.dialect.conversation.Part;
import llmgateway.dialect.conversation.Reasoning;
import llmgateway.dialect.conversation.ResponseFormat;
import llmgateway.dialect.conversation.Role;
import llmgateway.dialect.conversation.Sampling;
import llmgateway.dialect.conversation.ServiceOptions;
import llmgateway.dialect.conversation.Signature;
import llmgateway.dialect.conversation.Tool;
import llmgateway.dialect.conversation.ToolChoice;
import llmgateway.dialect.conversation.Tooling;
import llmgateway.dialect.format.UntranslatableRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ChatRequestReaderTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final String HI = "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]";

    @Test
    void everySettingIsRead() {
        ChatRequest request = read(
                """
                        {"model":"gpt-5",%s,"max_completion_tokens":100,"temperature":0.5,"top_p":1,"top_k":40,
                        "frequency_penalty":-1,"presence_penalty":2,"seed":7,"stop":"END","n":2,"logprobs":true,"top_logprobs":3,
                        "logit_bias":{"50256":-100},"response_format":{"type":"json_schema","json_schema":{"name":"s","strict":true,
                        "schema":{"type":"object"}}},"reasoning_effort":"high","user":"u","safety_identifier":"s1","metadata":{"k":"v"},
                        "service_tier":"flex","prompt_cache_key":"key","stream":true,"stream_options":{"include_usage":true},
                        "store":false,"modalities":["text"],"parallel_tool_calls":false,"tool_choice":{"type":"function","function":{"name":"f"}},
                        "tools":[{"type":"function","function":{"name":"f","description":"d","parameters":{"type":"object"},"strict":true},
                        "cache_control":{"type":"ephemeral","ttl":"1h"}}]}"""
                    .formatted(HI));

        assertThat(request)
            .isEqualTo(new ChatRequest(List.of(new Message(Role.USER, List.of(new Part.Text("hi")))),
                    new Tooling(
                            List.of(new Tool("f", Optional.of("d"), JSON.readTree("{\"type\":\"object\"}"),
                                    Optional.of(true), Optional.of(CacheLifetime.ONE_HOUR))),
                            Optional.of(new ToolChoice.Named("f")), Optional.of(false)),
                    new Sampling(OptionalLong.of(100), OptionalDouble.of(0.5), OptionalDouble.of(1), OptionalInt.of(40),
                            OptionalDouble.of(-1), OptionalDouble.of(2), OptionalLong.of(7), List.of("END"), 2,
                            OptionalInt.of(3), Map.of("50256", -100.0)),
                    new ResponseFormat.JsonSchema("s", Optional.empty(), JSON.readTree("{\"type\":\"object\"}"),
                            Optional.of(true)),
                    Optional.of(new Reasoning(Optional.of("high"), OptionalLong.empty(), Optional.empty())),
                    new ServiceOptions(Optional.of("s1"), Map.of("k", "v"), Optional.of("flex"), Optional.of("key")),
                    true, true, List.of()));
    }

    @Test
    void aConversationIsReadMessageByMessage() {
        ChatRequest request = read(
                """
                        {"messages":[{"role":"developer","content":[{"type":"text","text":"Be brief.","prompt_cache_breakpoint":{"mode":"explicit"}}]},
                        {"role":"user","name":"Eva","content":[{"type":"text","text":"What is this?"},
                        {"type":"image_url","image_url":{"url":"data:image/png;base64,iVBORw0KGgo=","detail":"low"}},
                        {"type":"image_url","image_url":{"url":"https://example.com/a.png"}},
                        {"type":"file","file":{"filename":"a.pdf","file_data":"data:application/pdf;base64,JVBERi0="}},
                        {"type":"file","file":{"file_id":"file-1"}},
                        {"type":"input_audio","input_audio":{"data":"UklGRg==","format":"mp3"}}]},
                        {"role":"assistant","content":"","reasoning_content":"hm","tool_calls":[
                        {"id":"a","type":"function","function":{"name":"f","arguments":"{\\"x\\":1}"},"extra_content":{"google":{"thought_signature":"c2ln"}}},
                        {"id":"b","type":"function","function":{"name":"g","arguments":"not json"}}]},
                        {"role":"tool","tool_call_id":"a","content":"1"},
                        {"role":"tool","tool_call_id":"b","content":[{"type":"text","text":"2"}]},
                        {"role":"system","content":"Now in French."},
                        {"role":"assistant","content":null,"refusal":"No."}]}""");

        assertThat(request.unread()).containsExactly("messages[1].name");
        assertThat(request.messages()).containsExactly(
                new Message(Role.SYSTEM, List.of(new Part.Text("Be brief."),
                        new Part.CachePoint(CacheLifetime.USUAL))),
                new Message(Role.USER, List.of(new Part.Text("What is this?"),
                        new Part.Image(new Media.Inline("image/png", "iVBORw0KGgo="), Optional.of("low")),
                        new Part.Image(new Media.Url("https://example.com/a.png"), Optional.empty()),
                        new Part.Document(new Media.Inline("application/pdf", "JVBERi0="), Optional.of("a.pdf")),
                        new Part.Document(new Media.FileId("file-1"), Optional.empty()), new Part.Audio(
                                new Media.Inline("audio/mpeg", "UklGRg==")))),
                new Message(Role.ASSISTANT, List.of(
                        new Part.Thinking("hm", Optional.of(new Signature("chat-completions", "reasoning_content"))),
                        new Part.ToolCall("a", "f", JSON.readTree("{\"x\":1}"),
                                Optional.of(new Signature("gemini", "c2ln"))),
                        new Part.ToolCall("b", "g", JSON.getNodeFactory().stringNode("not json"), Optional.empty()))),
                new Message(Role.USER,
                        List.of(new Part.ToolResult("a", List.of(new Part.Text("1")), false),
                                new Part.ToolResult("b", List.of(new Part.Text("2")), false))),
                new Message(Role.SYSTEM, List.of(new Part.Text("Now in French."))),
                new Message(Role.ASSISTANT, List.of(new Part.Refusal("No."))));
    }

    @Test
    void anotherProvidersThoughtsComeBackToIt() {
        ChatRequest request = read(
                """
                        {"messages":[{"role":"user","content":"hi"},{"role":"assistant","content":"x","reasoning_content":"t","reasoning_details":[
                        {"type":"reasoning.text","text":"t","signature":"llm1.anthropic.sig","index":0},
                        {"type":"reasoning.encrypted","data":"llm1.anthropic.xyz","index":1}]}]}""");

        assertThat(request.messages().getLast().parts()).containsExactly(
                new Part.Thinking("t", Optional.of(new Signature("anthropic", "sig"))),
                new Part.HiddenThinking(new Signature("anthropic", "xyz")), new Part.Text("x"));
    }

    @Test
    void onlyTheAllowedToolsAreThere() {
        ChatRequest request = read(
                """
                        {%s,"tools":[{"type":"function","function":{"name":"f"}},{"type":"function","function":{"name":"g"}}],
                        "tool_choice":{"type":"allowed_tools","allowed_tools":{"mode":"required","tools":[{"type":"function","function":{"name":"g"}}]}}}"""
                    .formatted(HI));

        assertThat(request.tooling().tools()).extracting(Tool::name).containsExactly("g");
        assertThat(request.tooling().choice()).contains(new ToolChoice.Required());
        assertThat(request.unread()).isEmpty();
    }

    @Test
    void aBudgetToThinkWithIsReadAsOpenRouterHasIt() {
        assertThat(read("{%s,\"reasoning\":{\"max_tokens\":2000,\"exclude\":true}}".formatted(HI)).reasoning())
            .contains(new Reasoning(Optional.empty(), OptionalLong.of(2000), Optional.of(false)));
    }

    @Test
    void whatHasNoPlaceIsNamed() {
        assertThat(
                read("{%s,\"verbosity\":\"low\",\"prediction\":{\"type\":\"content\",\"content\":\"x\"}}".formatted(HI))
                    .unread())
            .containsExactly("verbosity", "prediction");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"messages":[]}                                                   | messages
            {"messages":"hi"}                                                 | messages
            {"messages":[{"content":"hi"}]}                                   | messages[0].role
            {"messages":[{"role":"robot","content":"hi"}]}                    | messages[0].role
            {"messages":[{"role":"user"}]}                                    | messages[0].content
            {"messages":[{"role":"user","content":7}]}                        | messages[0].content
            {"messages":[{"role":"user","content":[{"type":"video"}]}]}       | messages[0].content[0].type
            {"messages":[{"role":"tool","content":"x"}]}                      | messages[0].tool_call_id
            {"messages":[{"role":"assistant","audio":{"id":"a"}}]}            | messages[0].audio
            {"messages":[{"role":"user","content":"hi"}],"temperature":"hot"} | temperature
            {"messages":[{"role":"user","content":"hi"}],"n":0}               | n
            {"messages":[{"role":"user","content":"hi"}],"stop":[1]}          | stop[0]
            {"messages":[{"role":"user","content":"hi"}],"tools":[{"type":"web_search"}]} | tools[0].type
            {"messages":[{"role":"user","content":"hi"}],"tool_choice":"any"} | tool_choice
            {"messages":[{"role":"user","content":"hi"}],"store":true}        | store
            {"messages":[{"role":"user","content":"hi"}],"functions":[]}      | functions
            {"messages":[{"role":"user","content":"hi"}],"web_search_options":{}} | web_search_options
            {"messages":[{"role":"user","content":"hi"}],"modalities":["text","audio"]} | modalities
            {"messages":[{"role":"user","content":"hi"}],"response_format":{"type":"xml"}} | response_format.type
            """)
    void aFieldThatIsNotAsDocumentedIsRefusedByItsPath(String body, String field) {
        assertThatExceptionOfType(UntranslatableRequest.class).isThrownBy(() -> read(body))
            .satisfies((refusal) -> assertThat(refusal.reject().param()).contains(field));
    }

    private static ChatRequest read(String body) {
        return ChatRequestReader.read(JSON.readTree(body));
    }

}
