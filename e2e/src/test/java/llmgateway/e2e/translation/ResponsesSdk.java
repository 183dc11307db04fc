package llmgateway.e2e.translation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import com.openai.client.OpenAIClient;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseFunctionToolCall;
import com.openai.models.responses.ResponseStreamEvent;

/** OpenAI's Java SDK on Responses. */
record ResponsesSdk(OpenAIClient client, boolean streamed) implements SdkClient {

    @Override
    public SdkAnswer text(String model, String prompt) {
        return answer(send(ask(model, List.of(user(prompt))).build()));
    }

    @Override
    public SdkAnswer image(String model, String prompt) {
        return answer(send(ask(model,
                List.of(Map.of("role", "user", "content", List.of(Map.of("type", "input_text", "text", prompt), Map
                    .of("type", "input_image", "detail", "auto", "image_url", "data:image/png;base64," + PIXEL)))))
            .build()));
    }

    @Override
    public SdkAnswer tools(String model, String prompt, List<String> names) {
        return answer(send(withTools(model, List.of(user(prompt)), names)));
    }

    @Override
    public SdkAnswer toolResults(String model, String prompt, List<String> names) {
        List<Object> input = new ArrayList<>(List.of(user(prompt)));
        List<SdkAnswer.ToolCall> calls = answer(send(withTools(model, input, names))).calls();
        calls.forEach((call) -> input.add(Map.of("type", "function_call", "call_id", call.id(), "name", call.name(),
                "arguments", call.arguments())));
        calls.forEach(
                (call) -> input.add(Map.of("type", "function_call_output", "call_id", call.id(), "output", "sunny")));
        return answer(send(withTools(model, input, names)));
    }

    @Override
    public SdkAnswer schema(String model, String prompt) {
        return answer(
                send(ask(model, List.of(user(prompt)))
                    .putAdditionalBodyProperty("text",
                            JsonValue.from(Map.of("format",
                                    Map.of("type", "json_schema", "name", "city", "schema", Schemas.CITY, "strict",
                                            true))))
                    .build()));
    }

    private static Map<String, Object> user(String prompt) {
        return Map.of("role", "user", "content", prompt);
    }

    private static ResponseCreateParams.Builder ask(String model, List<?> input) {
        return ResponseCreateParams.builder()
            .model(model)
            .maxOutputTokens(200)
            .store(false)
            .putAdditionalBodyProperty("input", JsonValue.from(input));
    }

    private static ResponseCreateParams withTools(String model, List<?> input, List<String> names) {
        List<?> tools = names.stream()
            .map((name) -> Map.of("type", "function", "name", name, "parameters", Schemas.WEATHER, "strict", true))
            .toList();
        return ask(model, input).putAdditionalBodyProperty("tools", JsonValue.from(tools)).build();
    }

    private Response send(ResponseCreateParams params) {
        if (!this.streamed) {
            return this.client.responses().create(params);
        }
        try (StreamResponse<ResponseStreamEvent> stream = this.client.responses().createStreaming(params)) {
            List<ResponseStreamEvent> events = stream.stream().toList();
            return events.getLast().asCompleted().response();
        }
    }

    private static SdkAnswer answer(Response response) {
        List<SdkAnswer.ToolCall> calls = response.output()
            .stream()
            .flatMap((item) -> item.functionCall().stream())
            .map(ResponsesSdk::call)
            .toList();
        String text = response.output()
            .stream()
            .flatMap((item) -> item.message().stream())
            .flatMap((message) -> message.content().stream())
            .flatMap((content) -> content.outputText().stream())
            .map((output) -> output.text())
            .collect(Collectors.joining());
        return new SdkAnswer(text, calls, !calls.isEmpty(), response.usage().orElseThrow().inputTokens(),
                response.usage().orElseThrow().outputTokens());
    }

    private static SdkAnswer.ToolCall call(ResponseFunctionToolCall call) {
        return new SdkAnswer.ToolCall(call.callId(), call.name(), call.arguments());
    }

    @Override
    public void close() {
        this.client.close();
    }

    @Override
    public String toString() {
        return this.streamed ? "responses, streamed" : "responses";
    }

}
