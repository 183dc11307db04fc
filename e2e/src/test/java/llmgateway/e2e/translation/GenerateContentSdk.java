package llmgateway.e2e.translation;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import com.google.genai.Client;
import com.google.genai.ResponseStream;
import com.google.genai.errors.ApiException;
import com.google.genai.types.Candidate;
import com.google.genai.types.Content;
import com.google.genai.types.FinishReason;
import com.google.genai.types.FunctionDeclaration;
import com.google.genai.types.FunctionCall;
import com.google.genai.types.FunctionResponse;
import com.google.genai.types.GenerateContentConfig;
import com.google.genai.types.GenerateContentResponse;
import com.google.genai.types.GenerateContentResponseUsageMetadata;
import com.google.genai.types.Part;
import com.google.genai.types.ThinkingConfig;
import com.google.genai.types.Tool;
import tools.jackson.databind.json.JsonMapper;

/** Google's Gen AI SDK for Java on generateContent. */
record GenerateContentSdk(Client client, boolean streamed) implements SdkClient {

    @Override
    public SdkAnswer text(String model, String prompt) {
        return answer(send(model, List.of(user(Part.fromText(prompt))), config(200)));
    }

    @Override
    public SdkAnswer image(String model, String prompt) {
        return media(model, prompt, Files.PNG, "image/png");
    }

    @Override
    public SdkAnswer document(String model, String prompt) {
        return media(model, prompt, Files.PDF, "application/pdf");
    }

    @Override
    public SdkAnswer audio(String model, String prompt) {
        return media(model, prompt, Files.WAV, "audio/wav");
    }

    private SdkAnswer media(String model, String prompt, String base64, String mediaType) {
        Part media = Part.fromBytes(Base64.getDecoder().decode(base64), mediaType);
        return answer(send(model, List.of(user(Part.fromText(prompt), media)), config(200)));
    }

    @Override
    public SdkAnswer tools(String model, String prompt, List<String> names) {
        return answer(send(model, List.of(user(Part.fromText(prompt))), withTools(config(200), names)));
    }

    @Override
    public SdkAnswer toolResults(String model, String prompt, List<String> names, boolean thinking) {
        List<Content> contents = new ArrayList<>(List.of(user(Part.fromText(prompt))));
        GenerateContentConfig.Builder config = withTools(thinking ? thinking() : config(200), names);
        List<GenerateContentResponse> called = send(model, contents, config);
        contents.add(Content.builder().role("model").parts(parts(called)).build());
        contents.add(user(parts(called).stream()
            .flatMap((part) -> part.functionCall().stream())
            .map(GenerateContentSdk::result)
            .toArray(Part[]::new)));
        return answer(send(model, contents, config));
    }

    private static Part result(FunctionCall call) {
        FunctionResponse.Builder result = FunctionResponse.builder()
            .name(call.name().orElseThrow())
            .response(Map.of("output", "sunny"));
        call.id().ifPresent(result::id);
        return Part.builder().functionResponse(result.build()).build();
    }

    @Override
    public SdkAnswer schema(String model, String prompt) {
        return answer(send(model, List.of(user(Part.fromText(prompt))),
                config(200).responseMimeType("application/json").responseJsonSchema(Schemas.CITY)));
    }

    @Override
    public List<SdkAnswer> thinkingTwice(String model, String next, String prompt) {
        List<Content> contents = new ArrayList<>(List.of(user(Part.fromText(prompt))));
        List<GenerateContentResponse> first = send(model, contents, thinking());
        contents.add(Content.builder().role("model").parts(parts(first)).build());
        contents.add(user(Part.fromText("And then?")));
        return List.of(answer(first), answer(send(next, contents, thinking())));
    }

    @Override
    public SdkAnswer limited(String model, String prompt, int tokens) {
        return answer(send(model, List.of(user(Part.fromText(prompt))), config(tokens)));
    }

    @Override
    public SdkAnswer stopped(String model, String prompt, String sequence) {
        return answer(send(model, List.of(user(Part.fromText(prompt))), config(200).stopSequences(sequence)));
    }

    @Override
    public SdkAnswer choices(String model, String prompt, int answers) {
        return answer(send(model, List.of(user(Part.fromText(prompt))), config(200).candidateCount(answers)));
    }

    @Override
    public int status(Throwable failure) {
        return ((ApiException) failure).code();
    }

    private static Content user(Part... parts) {
        return Content.builder().role("user").parts(parts).build();
    }

    private static GenerateContentConfig.Builder config(int tokens) {
        return GenerateContentConfig.builder().maxOutputTokens(tokens);
    }

    private static GenerateContentConfig.Builder thinking() {
        return config(4000).thinkingConfig(ThinkingConfig.builder().includeThoughts(true).thinkingBudget(1024));
    }

    private static GenerateContentConfig.Builder withTools(GenerateContentConfig.Builder config, List<String> names) {
        FunctionDeclaration[] declarations = names.stream()
            .map((name) -> FunctionDeclaration.builder().name(name).parametersJsonSchema(Schemas.WEATHER).build())
            .toArray(FunctionDeclaration[]::new);
        return config.tools(Tool.builder().functionDeclarations(declarations));
    }

    /** One response, or the chunks of a stream. */
    private List<GenerateContentResponse> send(String model, List<Content> contents,
            GenerateContentConfig.Builder config) {
        if (!this.streamed) {
            return List.of(this.client.models.generateContent(model, contents, config.build()));
        }
        List<GenerateContentResponse> chunks = new ArrayList<>();
        try (ResponseStream<GenerateContentResponse> stream = this.client.models.generateContentStream(model, contents,
                config.build())) {
            stream.forEach(chunks::add);
        }
        return chunks;
    }

    private static List<Part> parts(List<GenerateContentResponse> chunks) {
        return chunks.stream()
            .flatMap((chunk) -> chunk.candidates().stream())
            .flatMap(List::stream)
            .filter((candidate) -> candidate.index().orElse(0) == 0)
            .flatMap((candidate) -> candidate.content().flatMap(Content::parts).stream())
            .flatMap(List::stream)
            .toList();
    }

    private static SdkAnswer answer(List<GenerateContentResponse> chunks) {
        List<Part> parts = parts(chunks);
        List<SdkAnswer.ToolCall> calls = parts.stream()
            .flatMap((part) -> part.functionCall().stream())
            .map((call) -> new SdkAnswer.ToolCall(call.id().orElse(call.name().orElseThrow()),
                    call.name().orElseThrow(),
                    JsonMapper.builder().build().writeValueAsString(call.args().orElse(Map.of()))))
            .toList();
        List<Candidate> last = chunks.getLast().candidates().orElseThrow();
        return new SdkAnswer(text(parts, false), text(parts, true), calls,
                finish(last.getFirst().finishReason().orElseThrow(), !calls.isEmpty()),
                tokens(chunks.getLast().usageMetadata().orElseThrow()), last.size());
    }

    private static String text(List<Part> parts, boolean thought) {
        return parts.stream()
            .filter((part) -> part.thought().orElse(false) == thought)
            .map(Part::text)
            .flatMap(Optional::stream)
            .collect(Collectors.joining());
    }

    private static SdkAnswer.Finish finish(FinishReason reason, boolean calls) {
        return switch (reason.knownEnum()) {
            case MAX_TOKENS -> SdkAnswer.Finish.LENGTH;
            case SAFETY -> SdkAnswer.Finish.REFUSED;
            default -> calls ? SdkAnswer.Finish.TOOLS : SdkAnswer.Finish.DONE;
        };
    }

    private static SdkAnswer.Tokens tokens(GenerateContentResponseUsageMetadata usage) {
        long reasoning = usage.thoughtsTokenCount().orElse(0);
        return new SdkAnswer.Tokens(usage.promptTokenCount().orElse(0), usage.cachedContentTokenCount().orElse(0),
                usage.candidatesTokenCount().orElse(0) + reasoning, reasoning);
    }

}
