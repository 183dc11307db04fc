package llmgateway.e2e.translation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import com.openai.client.OpenAIClient;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.errors.OpenAIServiceException;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseFunctionToolCall;
import com.openai.models.responses.ResponseStatus;
import com.openai.models.responses.ResponseStreamEvent;
import com.openai.models.responses.ResponseUsage;

/** OpenAI's Java SDK on Responses. */
record ResponsesSdk(OpenAIClient client, boolean streamed) implements SdkClient {

    @Override
    public SdkAnswer text(String model, String prompt) {
        return answer(send(ask(model, List.of(user(prompt)))));
    }

    @Override
    public SdkAnswer image(String model, String prompt) {
        return media(model, prompt,
                Map.of("type", "input_image", "detail", "auto", "image_url", "data:image/png;base64," + Files.PNG));
    }

    @Override
    public SdkAnswer document(String model, String prompt) {
        return media(model, prompt, Map.of("type", "input_file", "filename", "empty.pdf", "file_data",
                "data:application/pdf;base64," + Files.PDF));
    }

    @Override
    public SdkAnswer audio(String model, String prompt) {
        throw new UnsupportedOperationException();
    }

    private SdkAnswer media(String model, String prompt, Map<String, String> media) {
        return answer(send(ask(model, List
            .of(Map.of("role", "user", "content", List.of(Map.of("type", "input_text", "text", prompt), media))))));
    }

    @Override
    public SdkAnswer tools(String model, String prompt, List<String> names) {
        return answer(send(withTools(ask(model, List.of(user(prompt))), names)));
    }

    @Override
    public SdkAnswer toolResults(String model, String prompt, List<String> names, boolean thinking) {
        List<Object> input = new ArrayList<>(List.of(user(prompt)));
        Response called = send(thinking(withTools(ask(model, input), names), thinking));
        input.addAll(called.output());
        answer(called).calls()
            .forEach((call) -> input
                .add(Map.of("type", "function_call_output", "call_id", call.id(), "output", "sunny")));
        return answer(send(thinking(withTools(ask(model, input), names), thinking)));
    }

    @Override
    public SdkAnswer schema(String model, String prompt) {
        return answer(send(ask(model, List.of(user(prompt))).putAdditionalBodyProperty("text", JsonValue.from(Map
            .of("format", Map.of("type", "json_schema", "name", "city", "schema", Schemas.CITY, "strict", true))))));
    }

    @Override
    public List<SdkAnswer> thinkingTwice(String model, String next, String prompt) {
        List<Object> input = new ArrayList<>(List.of(user(prompt)));
        Response first = send(thinking(ask(model, input), true));
        input.addAll(first.output());
        input.add(user("And then?"));
        return List.of(answer(first), answer(send(thinking(ask(next, input), true))));
    }

    @Override
    public SdkAnswer limited(String model, String prompt, int tokens) {
        return answer(send(ask(model, List.of(user(prompt))).maxOutputTokens(tokens)));
    }

    @Override
    public SdkAnswer stopped(String model, String prompt, String sequence) {
        throw new UnsupportedOperationException();
    }

    @Override
    public SdkAnswer choices(String model, String prompt, int answers) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int status(Throwable failure) {
        return ((OpenAIServiceException) failure).statusCode();
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

    private static ResponseCreateParams.Builder thinking(ResponseCreateParams.Builder params, boolean wanted) {
        if (!wanted) {
            return params;
        }
        return params.maxOutputTokens(4000)
            .putAdditionalBodyProperty("reasoning", JsonValue.from(Map.of("effort", "low", "summary", "auto")))
            .putAdditionalBodyProperty("include", JsonValue.from(List.of("reasoning.encrypted_content")));
    }

    private static ResponseCreateParams.Builder withTools(ResponseCreateParams.Builder params, List<String> names) {
        List<?> tools = names.stream()
            .map((name) -> Map.of("type", "function", "name", name, "parameters", Schemas.WEATHER, "strict", true))
            .toList();
        return params.putAdditionalBodyProperty("tools", JsonValue.from(tools));
    }

    private Response send(ResponseCreateParams.Builder params) {
        if (!this.streamed) {
            return this.client.responses().create(params.build());
        }
        try (StreamResponse<ResponseStreamEvent> stream = this.client.responses().createStreaming(params.build())) {
            ResponseStreamEvent last = stream.stream().toList().getLast();
            return last.isCompleted() ? last.asCompleted().response() : last.asIncomplete().response();
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
            .map((content) -> content.outputText()
                .map((output) -> output.text())
                .orElseGet(() -> content.asRefusal().refusal()))
            .collect(Collectors.joining());
        String thoughts = response.output()
            .stream()
            .flatMap((item) -> item.reasoning().stream())
            .flatMap((item) -> item.summary().stream())
            .map((summary) -> summary.text())
            .collect(Collectors.joining());
        return new SdkAnswer(text, thoughts, calls, finish(response, !calls.isEmpty()),
                tokens(response.usage().orElseThrow()), 1);
    }

    private static SdkAnswer.Finish finish(Response response, boolean calls) {
        boolean refused = response.output()
            .stream()
            .flatMap((item) -> item.message().stream())
            .flatMap((message) -> message.content().stream())
            .anyMatch((content) -> content.isRefusal());
        if (refused) {
            return SdkAnswer.Finish.REFUSED;
        }
        if (response.status().orElseThrow().equals(ResponseStatus.INCOMPLETE)) {
            return response.incompleteDetails()
                .orElseThrow()
                .reason()
                .orElseThrow()
                .equals(Response.IncompleteDetails.Reason.CONTENT_FILTER) ? SdkAnswer.Finish.REFUSED
                        : SdkAnswer.Finish.LENGTH;
        }
        return calls ? SdkAnswer.Finish.TOOLS : SdkAnswer.Finish.DONE;
    }

    private static SdkAnswer.Tokens tokens(ResponseUsage usage) {
        return new SdkAnswer.Tokens(usage.inputTokens(), usage.inputTokensDetails().cachedTokens(),
                usage.outputTokens(), usage.outputTokensDetails().reasoningTokens());
    }

    private static SdkAnswer.ToolCall call(ResponseFunctionToolCall call) {
        return new SdkAnswer.ToolCall(call.callId(), call.name(), call.arguments());
    }

}
