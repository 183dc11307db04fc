package llmgateway.e2e.translation;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import llmgateway.e2e.sdk.BedrockClients;
import llmgateway.e2e.whole.WholeGateway;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;
import software.amazon.awssdk.services.bedrockruntime.model.BedrockRuntimeException;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConversationRole;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseResponse;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamResponseHandler;
import software.amazon.awssdk.services.bedrockruntime.model.Message;
import software.amazon.awssdk.services.bedrockruntime.model.TokenUsage;
import software.amazon.awssdk.services.bedrockruntime.model.Tool;

/** AWS' SDK for Java on Converse, with the gateway's key as its Bedrock API key. */
record ConverseSdk(BedrockRuntimeAsyncClient client, boolean streamed) implements SdkClient {

    static BedrockRuntimeAsyncClient client(WholeGateway gateway) {
        return BedrockClients.of(gateway.standalone(), gateway.canaries().alice());
    }

    @Override
    public SdkAnswer text(String model, String prompt) {
        return answer(send(ask(model, ContentBlock.fromText(prompt))));
    }

    @Override
    public SdkAnswer image(String model, String prompt) {
        return media(model, prompt, ContentBlock
            .fromImage((image) -> image.format("png").source((source) -> source.bytes(bytes(Files.PNG)))));
    }

    @Override
    public SdkAnswer document(String model, String prompt) {
        return media(model, prompt, ContentBlock.fromDocument(
                (document) -> document.format("pdf").name("page").source((source) -> source.bytes(bytes(Files.PDF)))));
    }

    @Override
    public SdkAnswer audio(String model, String prompt) {
        return media(model, prompt, ContentBlock
            .fromAudio((audio) -> audio.format("wav").source((source) -> source.bytes(bytes(Files.WAV)))));
    }

    private SdkAnswer media(String model, String prompt, ContentBlock media) {
        return answer(send(ask(model, ContentBlock.fromText(prompt), media)));
    }

    private static SdkBytes bytes(String base64) {
        return SdkBytes.fromByteArray(Base64.getDecoder().decode(base64));
    }

    @Override
    public SdkAnswer tools(String model, String prompt, List<String> names) {
        return answer(send(withTools(ask(model, ContentBlock.fromText(prompt)), names)));
    }

    @Override
    public SdkAnswer toolResults(String model, String prompt, List<String> names, boolean thinking) {
        ConverseRequest.Builder request = withTools(
                thinking ? thinking(model, prompt) : ask(model, ContentBlock.fromText(prompt)), names);
        List<Message> messages = new ArrayList<>(request.build().messages());
        Answer called = send(request);
        messages.add(called.message());
        messages.add(user(answer(called).calls()
            .stream()
            .map((call) -> ContentBlock
                .fromToolResult((result) -> result.toolUseId(call.id()).content((content) -> content.text("sunny"))))
            .toArray(ContentBlock[]::new)));
        return answer(send(request.messages(messages)));
    }

    @Override
    public SdkAnswer schema(String model, String prompt) {
        return answer(send(ask(model, ContentBlock.fromText(prompt))
            .outputConfig((output) -> output.textFormat((format) -> format.type("json_schema")
                .structure((structure) -> structure
                    .jsonSchema((schema) -> schema.name("city").schema(Schemas.json(Schemas.CITY))))))));
    }

    @Override
    public List<SdkAnswer> thinkingTwice(String model, String next, String prompt) {
        ConverseRequest.Builder request = thinking(model, prompt);
        List<Message> messages = new ArrayList<>(request.build().messages());
        Answer first = send(request);
        messages.add(first.message());
        messages.add(user(ContentBlock.fromText("And then?")));
        return List.of(answer(first), answer(send(request.modelId(next).messages(messages))));
    }

    @Override
    public SdkAnswer limited(String model, String prompt, int tokens) {
        return answer(send(
                ask(model, ContentBlock.fromText(prompt)).inferenceConfig((inference) -> inference.maxTokens(tokens))));
    }

    @Override
    public SdkAnswer stopped(String model, String prompt, String sequence) {
        return answer(send(ask(model, ContentBlock.fromText(prompt))
            .inferenceConfig((inference) -> inference.maxTokens(200).stopSequences(sequence))));
    }

    @Override
    public SdkAnswer choices(String model, String prompt, int answers) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int status(Throwable failure) {
        Throwable cause = (failure instanceof CompletionException) ? failure.getCause() : failure;
        return (cause instanceof BedrockRuntimeException told) ? told.statusCode() : 0;
    }

    private static ConverseRequest.Builder ask(String model, ContentBlock... content) {
        return ConverseRequest.builder()
            .modelId(model)
            .messages(user(content))
            .inferenceConfig((inference) -> inference.maxTokens(200));
    }

    private static ConverseRequest.Builder thinking(String model, String prompt) {
        return ask(model, ContentBlock.fromText(prompt)).inferenceConfig((inference) -> inference.maxTokens(4000))
            .additionalModelRequestFields(Document.mapBuilder()
                .putDocument("thinking",
                        Document.mapBuilder().putString("type", "enabled").putNumber("budget_tokens", 1024).build())
                .build());
    }

    private static ConverseRequest.Builder withTools(ConverseRequest.Builder request, List<String> names) {
        Document schema = Document.mapBuilder()
            .putString("type", "object")
            .putDocument("properties",
                    Document.mapBuilder()
                        .putDocument("city", Document.mapBuilder().putString("type", "string").build())
                        .build())
            .putList("required", List.of(Document.fromString("city")))
            .putBoolean("additionalProperties", false)
            .build();
        List<Tool> tools = names.stream()
            .map((name) -> Tool.fromToolSpec((tool) -> tool.name(name).inputSchema((input) -> input.json(schema))))
            .toList();
        return request.toolConfig((config) -> config.tools(tools));
    }

    private static Message user(ContentBlock... content) {
        return Message.builder().role(ConversationRole.USER).content(content).build();
    }

    private Answer send(ConverseRequest.Builder request) {
        if (!this.streamed) {
            ConverseResponse answer = this.client.converse(request.build()).join();
            return new Answer(answer.output().message(), answer.stopReasonAsString(), answer.usage());
        }
        ConverseRequest asked = request.build();
        ConverseAccumulator accumulator = new ConverseAccumulator();
        this.client
            .converseStream(ConverseStreamRequest.builder()
                .modelId(asked.modelId())
                .messages(asked.messages())
                .inferenceConfig(asked.inferenceConfig())
                .toolConfig(asked.toolConfig())
                .outputConfig(asked.outputConfig())
                .additionalModelRequestFields(asked.additionalModelRequestFields())
                .build(), ConverseStreamResponseHandler.builder().subscriber(accumulator.visitor()).build())
            .join();
        return accumulator.answer();
    }

    private static SdkAnswer answer(Answer answer) {
        List<SdkAnswer.ToolCall> calls = blocks(answer).filter((block) -> block.toolUse() != null)
            .map((block) -> new SdkAnswer.ToolCall(block.toolUse().toolUseId(), block.toolUse().name(),
                    Schemas.json(block.toolUse().input().unwrap())))
            .toList();
        String text = blocks(answer).flatMap((block) -> Optional.ofNullable(block.text()).stream())
            .collect(Collectors.joining());
        String thoughts = blocks(answer)
            .filter((block) -> block.reasoningContent() != null && block.reasoningContent().reasoningText() != null)
            .map((block) -> block.reasoningContent().reasoningText().text())
            .collect(Collectors.joining());
        TokenUsage usage = answer.usage();
        long cached = Optional.ofNullable(usage.cacheReadInputTokens()).orElse(0);
        return new SdkAnswer(text, thoughts, calls, switch (answer.stopReason()) {
            case "tool_use" -> SdkAnswer.Finish.TOOLS;
            case "max_tokens" -> SdkAnswer.Finish.LENGTH;
            case "refusal", "content_filtered" -> SdkAnswer.Finish.REFUSED;
            default -> SdkAnswer.Finish.DONE;
        }, new SdkAnswer.Tokens(usage.inputTokens() + cached, cached, usage.outputTokens(), 0), 1);
    }

    private static Stream<ContentBlock> blocks(Answer answer) {
        return answer.message().content().stream();
    }

    /** A whole answer, however it came. */
    record Answer(Message message, String stopReason, TokenUsage usage) {
    }

}
