package llmgateway.e2e.translation;

import java.util.List;
import java.util.Map;

import com.openai.client.OpenAIClient;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletion.Choice.FinishReason;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionContentPart;
import com.openai.models.chat.completions.ChatCompletionContentPartImage;
import com.openai.models.chat.completions.ChatCompletionContentPartImage.ImageUrl;
import com.openai.models.chat.completions.ChatCompletionContentPartText;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.chat.completions.ChatCompletionToolMessageParam;

/** OpenAI's Java SDK on Chat Completions. */
record ChatCompletionsSdk(OpenAIClient client, boolean streamed) implements SdkClient {

    @Override
    public SdkAnswer text(String model, String prompt) {
        return answer(send(ask(model).addUserMessage(prompt).build()));
    }

    @Override
    public SdkAnswer image(String model, String prompt) {
        ImageUrl url = ImageUrl.builder().url("data:image/png;base64," + PIXEL).build();
        return answer(send(ask(model).addUserMessageOfArrayOfContentParts(List.of(
                ChatCompletionContentPart.ofText(ChatCompletionContentPartText.builder().text(prompt).build()),
                ChatCompletionContentPart.ofImageUrl(ChatCompletionContentPartImage.builder().imageUrl(url).build())))
            .build()));
    }

    @Override
    public SdkAnswer tools(String model, String prompt, List<String> names) {
        return answer(send(withTools(model, prompt, names)));
    }

    @Override
    public SdkAnswer toolResults(String model, String prompt, List<String> names) {
        ChatCompletionCreateParams first = withTools(model, prompt, names);
        ChatCompletion called = send(first);
        ChatCompletionCreateParams.Builder second = first.toBuilder().addMessage(called.choices().getFirst().message());
        answer(called).calls()
            .forEach((call) -> second
                .addMessage(ChatCompletionToolMessageParam.builder().toolCallId(call.id()).content("sunny").build()));
        return answer(send(second.build()));
    }

    @Override
    public SdkAnswer schema(String model, String prompt) {
        return answer(send(ask(model).addUserMessage(prompt)
            .putAdditionalBodyProperty("response_format",
                    JsonValue.from(Map.of("type", "json_schema", "json_schema",
                            Map.of("name", "city", "schema", Schemas.CITY, "strict", true))))
            .build()));
    }

    private static ChatCompletionCreateParams.Builder ask(String model) {
        return ChatCompletionCreateParams.builder().model(model).maxCompletionTokens(200);
    }

    private static ChatCompletionCreateParams withTools(String model, String prompt, List<String> names) {
        List<?> tools = names.stream()
            .map((name) -> Map.of("type", "function", "function", Map.of("name", name, "parameters", Schemas.WEATHER)))
            .toList();
        return ask(model).addUserMessage(prompt).putAdditionalBodyProperty("tools", JsonValue.from(tools)).build();
    }

    private ChatCompletion send(ChatCompletionCreateParams params) {
        if (!this.streamed) {
            return this.client.chat().completions().create(params);
        }
        ChatCompletionAccumulator accumulator = ChatCompletionAccumulator.create();
        try (StreamResponse<ChatCompletionChunk> stream = this.client.chat()
            .completions()
            .createStreaming(params.toBuilder()
                .streamOptions(ChatCompletionStreamOptions.builder().includeUsage(true).build())
                .build())) {
            stream.stream().forEach(accumulator::accumulate);
        }
        return accumulator.chatCompletion();
    }

    private static SdkAnswer answer(ChatCompletion completion) {
        ChatCompletion.Choice choice = completion.choices().getFirst();
        List<SdkAnswer.ToolCall> calls = choice.message()
            .toolCalls()
            .orElse(List.of())
            .stream()
            .map((call) -> call.asFunction())
            .map((call) -> new SdkAnswer.ToolCall(call.id(), call.function().name(), call.function().arguments()))
            .toList();
        return new SdkAnswer(choice.message().content().orElse(""), calls,
                choice.finishReason().equals(FinishReason.TOOL_CALLS), completion.usage().orElseThrow().promptTokens(),
                completion.usage().orElseThrow().completionTokens());
    }

    @Override
    public void close() {
        this.client.close();
    }

    @Override
    public String toString() {
        return this.streamed ? "chat completions, streamed" : "chat completions";
    }

}
