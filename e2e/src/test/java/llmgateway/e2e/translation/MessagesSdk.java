package llmgateway.e2e.translation;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import com.anthropic.client.AnthropicClient;
import com.anthropic.core.JsonValue;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.errors.AnthropicServiceException;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.ContentBlockParam;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.anthropic.models.messages.StopReason;
import com.anthropic.models.messages.TextBlockParam;
import com.anthropic.models.messages.ToolResultBlockParam;
import com.anthropic.models.messages.Usage;
import tools.jackson.databind.json.JsonMapper;

/** Anthropic's Java SDK on Messages. */
record MessagesSdk(AnthropicClient client, boolean streamed) implements SdkClient {

    @Override
    public SdkAnswer text(String model, String prompt) {
        return answer(send(ask(model).addUserMessage(prompt)));
    }

    @Override
    public SdkAnswer image(String model, String prompt) {
        return media(model, prompt, "image", Map.of("media_type", "image/png", "data", Files.PNG));
    }

    @Override
    public SdkAnswer document(String model, String prompt) {
        return media(model, prompt, "document", Map.of("media_type", "application/pdf", "data", Files.PDF));
    }

    @Override
    public SdkAnswer audio(String model, String prompt) {
        throw new UnsupportedOperationException();
    }

    private SdkAnswer media(String model, String prompt, String kind, Map<String, String> file) {
        ContentBlockParam media = JsonValue
            .from(Map.of("type", kind, "source",
                    Map.of("type", "base64", "media_type", file.get("media_type"), "data", file.get("data"))))
            .convert(ContentBlockParam.class);
        return answer(send(ask(model).addUserMessageOfContentBlockParams(
                List.of(ContentBlockParam.ofText(TextBlockParam.builder().text(prompt).build()), media))));
    }

    @Override
    public SdkAnswer tools(String model, String prompt, List<String> names) {
        return answer(send(withTools(model, prompt, names)));
    }

    @Override
    public SdkAnswer toolResults(String model, String prompt, List<String> names, boolean thinking) {
        MessageCreateParams.Builder params = thinking(withTools(model, prompt, names), thinking);
        Message called = send(params);
        List<ContentBlockParam> results = answer(called).calls()
            .stream()
            .map((call) -> ContentBlockParam
                .ofToolResult(ToolResultBlockParam.builder().toolUseId(call.id()).content("sunny").build()))
            .toList();
        return answer(send(params.addMessage(called).addUserMessageOfContentBlockParams(results)));
    }

    @Override
    public SdkAnswer schema(String model, String prompt) {
        return answer(send(ask(model).addUserMessage(prompt)
            .putAdditionalBodyProperty("output_config",
                    JsonValue.from(Map.of("format", Map.of("type", "json_schema", "schema", Schemas.CITY))))));
    }

    @Override
    public List<SdkAnswer> thinkingTwice(String model, String next, String prompt) {
        MessageCreateParams.Builder params = thinking(ask(model).addUserMessage(prompt), true);
        Message first = send(params);
        params.model(next).addMessage(first).addUserMessage("And then?");
        return List.of(answer(first), answer(send(params)));
    }

    @Override
    public SdkAnswer limited(String model, String prompt, int tokens) {
        return answer(send(ask(model).addUserMessage(prompt).maxTokens(tokens)));
    }

    @Override
    public SdkAnswer stopped(String model, String prompt, String sequence) {
        return answer(send(ask(model).addUserMessage(prompt).addStopSequence(sequence)));
    }

    @Override
    public SdkAnswer choices(String model, String prompt, int answers) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int status(Throwable failure) {
        return ((AnthropicServiceException) failure).statusCode();
    }

    private static MessageCreateParams.Builder ask(String model) {
        return MessageCreateParams.builder().model(model).maxTokens(200);
    }

    private static MessageCreateParams.Builder thinking(MessageCreateParams.Builder params, boolean wanted) {
        return wanted ? params.maxTokens(4000).enabledThinking(1024) : params;
    }

    private static MessageCreateParams.Builder withTools(String model, String prompt, List<String> names) {
        List<?> tools = names.stream().map((name) -> Map.of("name", name, "input_schema", Schemas.WEATHER)).toList();
        return ask(model).addUserMessage(prompt).putAdditionalBodyProperty("tools", JsonValue.from(tools));
    }

    private Message send(MessageCreateParams.Builder params) {
        if (!this.streamed) {
            return this.client.messages().create(params.build());
        }
        MessageAccumulator accumulator = MessageAccumulator.create();
        try (StreamResponse<RawMessageStreamEvent> stream = this.client.messages().createStreaming(params.build())) {
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
        String thoughts = message.content()
            .stream()
            .flatMap((block) -> block.thinking().stream())
            .map((block) -> block.thinking())
            .collect(Collectors.joining());
        return new SdkAnswer(text, thoughts, calls, finish(message.stopReason().orElseThrow()), tokens(message.usage()),
                1);
    }

    private static SdkAnswer.Finish finish(StopReason reason) {
        return switch (reason.value()) {
            case TOOL_USE -> SdkAnswer.Finish.TOOLS;
            case MAX_TOKENS -> SdkAnswer.Finish.LENGTH;
            case REFUSAL -> SdkAnswer.Finish.REFUSED;
            default -> SdkAnswer.Finish.DONE;
        };
    }

    private static SdkAnswer.Tokens tokens(Usage usage) {
        long cached = usage.cacheReadInputTokens().orElse(0L);
        return new SdkAnswer.Tokens(usage.inputTokens() + cached, cached, usage.outputTokens(),
                usage.outputTokensDetails().map((details) -> details.thinkingTokens()).orElse(0L));
    }

}
