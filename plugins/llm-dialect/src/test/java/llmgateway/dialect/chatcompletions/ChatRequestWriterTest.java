package llmgateway.dialect.chatcompletions;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

import llmgateway.core.model.RequestModel;
import llmgateway.dialect.conversation.ChatRequest;
import llmgateway.dialect.conversation.Media;
import llmgateway.dialect.conversation.Message;
import llmgateway.dialect.conversation.Part;
import llmgateway.dialect.conversation.Reasoning;
import llmgateway.dialect.conversation.Role;
import llmgateway.dialect.conversation.Sampling;
import llmgateway.dialect.conversation.Signature;
import llmgateway.dialect.format.ChatVariant;
import llmgateway.dialect.format.TargetModel;
import llmgateway.dialect.format.UntranslatableRequest;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ChatRequestWriterTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final TargetModel OPENAI = new TargetModel(new RequestModel("gpt-5"), OptionalLong.empty());

    @Test
    void whatAToolGaveBesideTextFollowsTheToolMessages() {
        JsonNode messages = messages(
                new Message(Role.USER, List.of(
                        new Part.ToolResult("a",
                                List.of(new Part.Text("see"),
                                        new Part.Image(new Media.Inline("image/png", "iVBORw0KGgo="),
                                                Optional.empty())),
                                false),
                        new Part.ToolResult("b", List.of(), true), new Part.Text("Go on."))));

        assertThat(messages).isEqualTo(JSON.readTree(
                """
                        [{"role":"tool","tool_call_id":"a","content":"see"},{"role":"tool","tool_call_id":"b","content":""},
                        {"role":"user","content":[{"type":"text","text":"From the tool call a:"},
                        {"type":"image_url","image_url":{"url":"data:image/png;base64,iVBORw0KGgo="}},{"type":"text","text":"Go on."}]}]"""));
    }

    @Test
    void anotherProvidersThoughtsAndSignaturesAreLeftOut() {
        JsonNode messages = messages(new Message(Role.ASSISTANT, List.of(
                new Part.Thinking("hm", Optional.of(new Signature("anthropic", "sig"))),
                new Part.HiddenThinking(new Signature("anthropic", "xyz")),
                new Part.Thinking("unsigned", Optional.empty()), new Part.Text("a"), new Part.Text("b"),
                new Part.ToolCall("c", "f", JSON.readTree("{}"), Optional.of(new Signature("anthropic", "sig"))))));

        assertThat(messages).isEqualTo(JSON.readTree(
                """
                        [{"role":"assistant","tool_calls":[{"id":"c","type":"function","function":{"name":"f","arguments":"{}"}}],"content":"ab"}]"""));
    }

    @Test
    void aTextDocumentIsText() {
        assertThat(messages(new Message(Role.USER,
                List.of(new Part.Document(new Media.PlainText("Once"), Optional.of("Tale")), new Part.Text("?")))))
            .isEqualTo(JSON.readTree("""
                    [{"role":"user","content":[{"type":"text","text":"Tale:\\nOnce"},{"type":"text","text":"?"}]}]"""));
    }

    @Test
    void theOutputLimitHasTheNameThatTheProviderKnows() {
        ChatRequest request = ChatRequest.of(List.of())
            .withSampling(new Sampling(OptionalLong.of(9), OptionalDouble.empty(), OptionalDouble.empty(),
                    OptionalInt.empty(), OptionalDouble.empty(), OptionalDouble.empty(), OptionalLong.empty(),
                    List.of(), 1, OptionalInt.empty(), Map.of()))
            .withStream(true, false);
        TargetModel vllm = new TargetModel(new RequestModel("llama"), OptionalLong.empty(),
                new ChatVariant("max_tokens", false));

        assertThat(JSON.readTree(ChatRequestWriter.write(request, OPENAI).toString())).isEqualTo(JSON.readTree(
                """
                        {"model":"gpt-5","messages":[],"max_completion_tokens":9,"stream":true,"stream_options":{"include_usage":true}}"""));
        assertThat(JSON.readTree(ChatRequestWriter.write(request, vllm).toString())).isEqualTo(JSON.readTree("""
                {"model":"llama","messages":[],"max_tokens":9,"stream":true}"""));
    }

    @Test
    void aBudgetToThinkWithIsToldAsAnEffort() {
        assertThat(effort(0)).isEqualTo("none");
        assertThat(effort(1024)).isEqualTo("low");
        assertThat(effort(10_000)).isEqualTo("medium");
        assertThat(effort(32_000)).isEqualTo("high");
    }

    @Test
    void anImageThatTheModelMadeIsRefused() {
        assertThatExceptionOfType(UntranslatableRequest.class).isThrownBy(() -> messages(new Message(Role.ASSISTANT,
                List.of(new Part.Image(new Media.Inline("image/png", "iVBORw0KGgo="), Optional.empty())))));
    }

    private static String effort(long budget) {
        return ChatRequestWriter
            .write(ChatRequest.of(List.of())
                .withReasoning(Optional.of(new Reasoning(Optional.empty(), OptionalLong.of(budget), Optional.empty()))),
                    OPENAI)
            .path("reasoning_effort")
            .stringValue();
    }

    private static JsonNode messages(Message... messages) {
        return ChatRequestWriter.write(ChatRequest.of(List.of(messages)), OPENAI).path("messages");
    }

}
