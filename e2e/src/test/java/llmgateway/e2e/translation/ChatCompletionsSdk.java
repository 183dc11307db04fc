package llmgateway.e2e.translation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.openai.client.OpenAIClient;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.errors.OpenAIServiceException;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.ReasoningEffort;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletion.Choice.FinishReason;
import com.openai.models.chat.completions.ChatCompletionAssistantMessageParam;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.chat.completions.ChatCompletionToolMessageParam;
import com.openai.models.completions.CompletionUsage;

/** OpenAI's Java SDK on Chat Completions. */
record ChatCompletionsSdk(OpenAIClient client, boolean streamed) implements SdkClient {

    @Override
    public SdkAnswer text(String model, String prompt) {
        return send(ask(model).addUserMessage(prompt)).answer();
    }

    @Override
    public SdkAnswer image(String model, String prompt) {
        return media(model, prompt, "image_url", Map.of("url", "data:image/png;base64," + Files.PNG));
    }

    @Override
    public SdkAnswer document(String model, String prompt) {
        return media(model, prompt, "file",
                Map.of("filename", "empty.pdf", "file_data", "data:application/pdf;base64," + Files.PDF));
    }

    @Override
    public SdkAnswer audio(String model, String prompt) {
        return media(model, prompt, "input_audio", Map.of("data", Files.WAV, "format", "wav"));
    }

    private SdkAnswer media(String model, String prompt, String kind, Map<String, String> media) {
        return send(ask(model).messages(JsonValue.from(List.of(Map.of("role", "user", "content",
                List.of(Map.of("type", "text", "text", prompt), Map.of("type", kind, kind, media)))))))
            .answer();
    }

    @Override
    public SdkAnswer tools(String model, String prompt, List<String> names) {
        return send(withTools(model, prompt, names)).answer();
    }

    @Override
    public SdkAnswer toolResults(String model, String prompt, List<String> names, boolean thinking) {
        ChatCompletionCreateParams.Builder params = withTools(model, prompt, names);
        if (thinking) {
            params.reasoningEffort(ReasoningEffort.LOW).maxCompletionTokens(4000);
        }
        Answered called = send(params);
        params.addMessage(called.completion.choices().getFirst().message());
        called.answer()
            .calls()
            .forEach((call) -> params
                .addMessage(ChatCompletionToolMessageParam.builder().toolCallId(call.id()).content("sunny").build()));
        return send(params).answer();
    }

    @Override
    public SdkAnswer schema(String model, String prompt) {
        return send(ask(model).addUserMessage(prompt)
            .putAdditionalBodyProperty("response_format", JsonValue.from(Map.of("type", "json_schema", "json_schema",
                    Map.of("name", "city", "schema", Schemas.CITY, "strict", true)))))
            .answer();
    }

    @Override
    public List<SdkAnswer> thinkingTwice(String model, String next, String prompt) {
        ChatCompletionCreateParams.Builder params = ask(model).addUserMessage(prompt)
            .reasoningEffort(ReasoningEffort.LOW)
            .maxCompletionTokens(4000);
        Answered first = send(params);
        params.model(next).addMessage(first.sentBack()).addUserMessage("And then?");
        return List.of(first.answer(), send(params).answer());
    }

    @Override
    public SdkAnswer limited(String model, String prompt, int tokens) {
        return send(ask(model).addUserMessage(prompt).maxCompletionTokens(tokens)).answer();
    }

    @Override
    public SdkAnswer stopped(String model, String prompt, String sequence) {
        return send(ask(model).addUserMessage(prompt).stop(sequence)).answer();
    }

    @Override
    public SdkAnswer choices(String model, String prompt, int answers) {
        return send(ask(model).addUserMessage(prompt).n(answers)).answer();
    }

    @Override
    public int status(Throwable failure) {
        return ((OpenAIServiceException) failure).statusCode();
    }

    private static ChatCompletionCreateParams.Builder ask(String model) {
        return ChatCompletionCreateParams.builder().model(model).maxCompletionTokens(200);
    }

    private static ChatCompletionCreateParams.Builder withTools(String model, String prompt, List<String> names) {
        List<?> tools = names.stream()
            .map((name) -> Map.of("type", "function", "function", Map.of("name", name, "parameters", Schemas.WEATHER)))
            .toList();
        return ask(model).addUserMessage(prompt).putAdditionalBodyProperty("tools", JsonValue.from(tools));
    }

    private Answered send(ChatCompletionCreateParams.Builder asked) {
        if (!this.streamed) {
            ChatCompletion completion = this.client.chat().completions().create(asked.build());
            return new Answered(completion, completion.choices().getFirst().message()._additionalProperties());
        }
        ChatCompletionCreateParams params = asked.build()
            .toBuilder()
            .streamOptions(ChatCompletionStreamOptions.builder().includeUsage(true).build())
            .build();
        ChatCompletionAccumulator accumulator = ChatCompletionAccumulator.create();
        Reasoning reasoning = new Reasoning();
        try (StreamResponse<ChatCompletionChunk> stream = this.client.chat().completions().createStreaming(params)) {
            stream.stream().forEach((chunk) -> {
                accumulator.accumulate(chunk);
                chunk.choices().forEach((choice) -> reasoning.add(choice.delta()._additionalProperties()));
            });
        }
        return new Answered(accumulator.chatCompletion(), reasoning.fields());
    }

    /**
     * @param reasoning fields of the message that the SDK does not know
     */
    private record Answered(ChatCompletion completion, Map<String, JsonValue> reasoning) {

        ChatCompletionAssistantMessageParam sentBack() {
            return this.completion.choices()
                .getFirst()
                .message()
                .toParam()
                .toBuilder()
                .putAllAdditionalProperties(this.reasoning)
                .build();
        }

        SdkAnswer answer() {
            ChatCompletion.Choice choice = this.completion.choices().getFirst();
            List<SdkAnswer.ToolCall> calls = choice.message()
                .toolCalls()
                .orElse(List.of())
                .stream()
                .map((call) -> call.asFunction())
                .map((call) -> new SdkAnswer.ToolCall(call.id(), call.function().name(), call.function().arguments()))
                .toList();
            String thoughts = this.reasoning.containsKey("reasoning_content")
                    ? this.reasoning.get("reasoning_content").asStringOrThrow() : "";
            return new SdkAnswer(choice.message().refusal().or(choice.message()::content).orElse(""), thoughts, calls,
                    finish(choice), tokens(this.completion.usage().orElseThrow()), this.completion.choices().size());
        }

        private static SdkAnswer.Finish finish(ChatCompletion.Choice choice) {
            FinishReason reason = choice.finishReason();
            if (choice.message().refusal().isPresent() || reason.equals(FinishReason.CONTENT_FILTER)) {
                return SdkAnswer.Finish.REFUSED;
            }
            if (reason.equals(FinishReason.TOOL_CALLS)) {
                return SdkAnswer.Finish.TOOLS;
            }
            return reason.equals(FinishReason.LENGTH) ? SdkAnswer.Finish.LENGTH : SdkAnswer.Finish.DONE;
        }

        private static SdkAnswer.Tokens tokens(CompletionUsage usage) {
            return new SdkAnswer.Tokens(usage.promptTokens(),
                    usage.promptTokensDetails().flatMap((details) -> details.cachedTokens()).orElse(0L),
                    usage.completionTokens(),
                    usage.completionTokensDetails().flatMap((details) -> details.reasoningTokens()).orElse(0L));
        }

    }

    /**
     * Puts together what the SDK leaves apart in a stream: texts as one, details in
     * order.
     */
    private static final class Reasoning {

        private final StringBuilder text = new StringBuilder();

        private final List<Object> details = new ArrayList<>();

        void add(Map<String, JsonValue> delta) {
            if (delta.containsKey("reasoning_content")) {
                this.text.append(delta.get("reasoning_content").asStringOrThrow());
            }
            if (delta.containsKey("reasoning_details")) {
                this.details.addAll(delta.get("reasoning_details").convert(List.class));
            }
        }

        Map<String, JsonValue> fields() {
            Map<String, JsonValue> fields = new HashMap<>();
            if (!this.text.isEmpty()) {
                fields.put("reasoning_content", JsonValue.from(this.text.toString()));
            }
            if (!this.details.isEmpty()) {
                fields.put("reasoning_details", JsonValue.from(this.details));
            }
            return fields;
        }

    }

}
