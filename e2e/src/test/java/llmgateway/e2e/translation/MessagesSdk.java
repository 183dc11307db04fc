package llmgateway.e2e.translation;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import com.anthropic.client.AnthropicClient;
import com.anthropic.core.JsonValue;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.ContentBlockParam;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.anthropic.models.messages.StopReason;
import com.anthropic.models.messages.TextBlockParam;
import com.anthropic.models.messages.ToolResultBlockParam;
import tools.jackson.databind.json.JsonMapper;

/** Anthropic's Java SDK on Messages. */
record MessagesSdk(AnthropicClient client, boolean streamed) implements SdkClient {

    @Override
    public SdkAnswer text(String model, String prompt) {
        return answer(send(ask(model).addUserMessage(prompt).build()));
    }

    @Override
    public SdkAnswer image(String model, String prompt) {
        ContentBlockParam image = JsonValue
            .from(Map.of("type", "image", "source", Map.of("type", "base64", "media_type", "image/png", "data", PIXEL)))
            .convert(ContentBlockParam.class);
        return answer(send(ask(model)
            .addUserMessageOfContentBlockParams(
                    List.of(ContentBlockParam.ofText(TextBlockParam.builder().text(prompt).build()), image))
            .build()));
    }

    @Override
    public SdkAnswer tools(String model, String prompt, List<String> names) {
        return answer(send(withTools(model, prompt, names)));
    }

    @Override
    public SdkAnswer toolResults(String model, String prompt, List<String> names) {
        MessageCreateParams first = withTools(model, prompt, names);
        Message called = send(first);
        List<ContentBlockParam> results = answer(called).calls()
            .stream()
            .map((call) -> ContentBlockParam
                .ofToolResult(ToolResultBlockParam.builder().toolUseId(call.id()).content("sunny").build()))
            .toList();
        return answer(send(first.toBuilder().addMessage(called).addUserMessageOfContentBlockParams(results).build()));
    }

    @Override
    public SdkAnswer schema(String model, String prompt) {
        return answer(send(ask(model).addUserMessage(prompt)
            .putAdditionalBodyProperty("output_config",
                    JsonValue.from(Map.of("format", Map.of("type", "json_schema", "schema", Schemas.CITY))))
            .build()));
    }

    private static MessageCreateParams.Builder ask(String model) {
        return MessageCreateParams.builder().model(model).maxTokens(200);
    }

    private static MessageCreateParams withTools(String model, String prompt, List<String> names) {
        List<?> tools = names.stream().map((name) -> Map.of("name", name, "input_schema", Schemas.WEATHER)).toList();
        return ask(model).addUserMessage(prompt).putAdditionalBodyProperty("tools", JsonValue.from(tools)).build();
    }

    private Message send(MessageCreateParams params) {
        if (!this.streamed) {
            return this.client.messages().create(params);
        }
        MessageAccumulator accumulator = MessageAccumulator.create();
        try (StreamResponse<RawMessageStreamEvent> stream = this.client.messages().createStreaming(params)) {
            stream.stream().forEach(accumulator::accumulate);
        }
        return accumulator.message();
    }

    private static SdkAnswer answer(Message message) {
        JsonMapper json = JsonMapper.builder().build();
        List<SdkAnswer.ToolCall> calls = message.content()
            .stream()
            .flatMap((block) -> block.toolUse().stream())
            .map((call) -> new SdkAnswer.ToolCall(call.id(), call.name(),
                    json.writeValueAsString(call._input().convert(Map.class))))
            .toList();
        String text = message.content()
            .stream()
            .flatMap((block) -> block.text().stream())
            .map((block) -> block.text())
            .collect(Collectors.joining());
        return new SdkAnswer(text, calls, message.stopReason().filter(StopReason.TOOL_USE::equals).isPresent(),
                message.usage().inputTokens(), message.usage().outputTokens());
    }

    @Override
    public void close() {
        this.client.close();
    }

    @Override
    public String toString() {
        return this.streamed ? "messages, streamed" : "messages";
    }

}
