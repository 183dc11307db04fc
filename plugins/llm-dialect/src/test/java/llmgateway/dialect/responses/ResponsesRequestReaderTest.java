package llmgateway.dialect.responses;

import java.util.List;
import java.util.Optional;

import llmgateway.dialect.conversation.CacheLifetime;
import llmgateway.dialect.conversation.ChatRequest;
import llmgateway.dialect.conversation.Media;
import llmgateway.dialect.conversation.Message;
import llmgateway.dialect.conversation.Part;
import llmgateway.dialect.conversation.Role;
import llmgateway.dialect.conversation.Signature;
import llmgateway.dialect.format.UntranslatableRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ResponsesRequestReaderTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Test
    void itemsOfOneSpeakerAreOneMessage() {
        ChatRequest request = read(
                """
                        {"model":"gpt-5","instructions":"Be brief.","store":false,"include":["reasoning.encrypted_content"],"input":[
                        {"role":"user","content":[{"type":"input_text","text":"Look","prompt_cache_breakpoint":{"mode":"explicit"}},
                        {"type":"input_image","image_url":"https://example.com/a.png","detail":"low"},
                        {"type":"input_file","file_id":"file-1"}]},
                        {"type":"reasoning","id":"rs_1","summary":[{"type":"summary_text","text":"a"},{"type":"summary_text","text":"b"}],"encrypted_content":"xyz"},
                        {"type":"reasoning","id":"rs_2","summary":[],"encrypted_content":"llm1.anthropic.sig"},
                        {"type":"reasoning","id":"rs_for_c1","summary":[],"encrypted_content":"llm1.gemini.c2ln"},
                        {"type":"message","id":"msg_1","status":"completed","role":"assistant","content":[{"type":"output_text","text":"Hm.","annotations":[],"logprobs":[]}]},
                        {"type":"function_call","id":"fc_1","call_id":"c1","name":"f","arguments":"{}","status":"completed"},
                        {"type":"function_call","call_id":"c2","name":"g","arguments":"oops"},
                        {"type":"function_call_output","call_id":"c1","output":"1"},
                        {"type":"function_call_output","call_id":"c2","output":[{"type":"input_text","text":"2"}]},
                        {"role":"developer","content":"In French."}]}""");

        assertThat(request.unread()).isEmpty();
        assertThat(request.messages()).containsExactly(
                new Message(Role.SYSTEM, List.of(new Part.Text("Be brief."))),
                new Message(
                        Role.USER,
                        List.of(new Part.Text("Look"), new Part.CachePoint(CacheLifetime.USUAL),
                                new Part.Image(new Media.Url("https://example.com/a.png"),
                                        Optional.of("low")),
                                new Part.Document(new Media.FileId("file-1"), Optional.empty()))),
                new Message(Role.ASSISTANT, List.of(
                        new Part.Thinking("a\n\nb", Optional.of(new Signature("openai-responses", "xyz"))),
                        new Part.HiddenThinking(new Signature("anthropic", "sig")), new Part.Text("Hm."),
                        new Part.ToolCall("c1", "f", JSON.readTree("{}"), Optional.of(new Signature("gemini", "c2ln"))),
                        new Part.ToolCall("c2", "g", JSON.getNodeFactory().stringNode("oops"), Optional.empty()))),
                new Message(Role.USER,
                        List.of(new Part.ToolResult("c1", List.of(new Part.Text("1")), false),
                                new Part.ToolResult("c2", List.of(new Part.Text("2")), false))),
                new Message(Role.SYSTEM, List.of(new Part.Text("In French."))));
    }

    @Test
    void aTextIsAMessageOfTheUser() {
        assertThat(read("{\"input\":\"hi\"}").messages())
            .containsExactly(new Message(Role.USER, List.of(new Part.Text("hi"))));
    }

    @Test
    void whatHasNoPlaceIsNamed() {
        assertThat(
                read("{\"input\":\"hi\",\"text\":{\"verbosity\":\"low\"},\"prompt_cache_retention\":\"24h\"}").unread())
            .containsExactly("text.verbosity", "prompt_cache_retention");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                                                       | input
            {"input":7}                                              | input
            {"input":"hi","previous_response_id":"resp_1"}           | previous_response_id
            {"input":"hi","conversation":"conv_1"}                   | conversation
            {"input":"hi","store":true}                              | store
            {"input":"hi","background":true}                         | background
            {"input":"hi","truncation":"auto"}                       | truncation
            {"input":"hi","prompt":{"id":"p"}}                       | prompt
            {"input":[{"type":"item_reference","id":"msg_1"}]}       | input[0].type
            {"input":[{"type":"web_search_call","id":"ws_1"}]}       | input[0].type
            {"input":[{"role":"robot","content":"x"}]}               | input[0].role
            {"input":[{"type":"function_call","call_id":"c","name":"f"}]} | input[0].arguments
            {"input":"hi","tools":[{"type":"web_search"}]}           | tools[0].type
            {"input":"hi","tool_choice":{"type":"mcp"}}              | tool_choice.type
            {"input":"hi","max_output_tokens":0}                     | max_output_tokens
            {"input":"hi","text":{"format":{"type":"xml"}}}          | text.format.type
            """)
    void whatIsNotAsDocumentedOrLiesAtOpenAiIsRefusedByItsPath(String body, String field) {
        assertThatExceptionOfType(UntranslatableRequest.class).isThrownBy(() -> read(body))
            .satisfies((refusal) -> assertThat(refusal.reject().param()).contains(field));
    }

    private static ChatRequest read(String body) {
        return ResponsesRequestReader.read(JSON.readTree(body));
    }

}
