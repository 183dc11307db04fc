package llmgateway.dialect.responses;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.IntStream;

import llmgateway.core.model.RequestModel;
import llmgateway.core.usage.Meter;
import llmgateway.dialect.conversation.AnswerEvents;
import llmgateway.dialect.conversation.ChatAnswer;
import llmgateway.dialect.conversation.ChatRequest;
import llmgateway.dialect.conversation.Media;
import llmgateway.dialect.conversation.Part;
import llmgateway.dialect.conversation.Reasoning;
import llmgateway.dialect.conversation.Sampling;
import llmgateway.dialect.conversation.ServiceOptions;
import llmgateway.dialect.conversation.Signature;
import llmgateway.dialect.conversation.Tool;
import llmgateway.dialect.conversation.Tooling;
import llmgateway.dialect.format.TargetModel;
import llmgateway.dialect.openai.RandomChat;
import llmgateway.dialect.openai.Streams;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** What can be said in the API is the same after it was written and read again. */
class ResponsesRoundTripTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final TargetModel MODEL = new TargetModel(new RequestModel("gpt-5"), OptionalLong.empty());

    private final ResponsesClientFormat client = new ResponsesClientFormat(() -> Instant.EPOCH);

    private final ResponsesProviderFormat provider = new ResponsesProviderFormat();

    static IntStream seeds() {
        return IntStream.range(0, 300);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aRequestIsTheSame(int seed) {
        ChatRequest request = request(new RandomChat(new Random(seed)));

        assertThat(this.client.readRequest(sent(this.provider.writeRequest(request, MODEL)))).isEqualTo(request);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aWholeAnswerIsTheSame(int seed) {
        RandomChat random = new RandomChat(new Random(seed));
        ChatRequest request = request(random);
        ChatAnswer answer = answer(random);

        assertThat(this.provider.readAnswer(sent(this.client.writeAnswer(answer, request)))).isEqualTo(answer);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void P12_aStreamedAnswerIsTheSameUnderEveryInterleaving(int seed) {
        RandomChat random = new RandomChat(new Random(seed));
        ChatRequest request = request(random).withStream(true, true);
        ChatAnswer answer = answer(random);

        byte[] stream = Streams.write(this.client.streamWriter(request), random.inPieces(AnswerEvents.of(answer)));

        assertThat(Streams.answer(Streams.read(this.provider::streamReader, stream))).isEqualTo(answer);
        assertThat(Streams.readByteByByte(this.provider::streamReader, stream))
            .isEqualTo(Streams.read(this.provider::streamReader, stream));
    }

    private static ChatRequest request(RandomChat random) {
        Sampling sampling = new Sampling(random.maybeCount(), random.maybeNumber(), random.maybeNumber(),
                OptionalInt.empty(), OptionalDouble.empty(), OptionalDouble.empty(), OptionalLong.empty(), List.of(), 1,
                random.chance() ? OptionalInt.of(random.upTo(20)) : OptionalInt.empty(), Map.of());
        Optional<Reasoning> reasoning = random
            .maybe(() -> new Reasoning(Optional.of("high"), OptionalLong.empty(), random.maybe(() -> true)));
        return new ChatRequest(random.messages((calls) -> said(random, calls, false), () -> media(random)),
                tooling(random), sampling, random.format(), reasoning,
                new ServiceOptions(random.maybe(random::word), random.chance() ? Map.of("k", "v") : Map.of(),
                        random.maybe(() -> "flex"), random.maybe(random::word)),
                random.chance(), true, List.of());
    }

    /** Tools that do not say whether they are strict are told not to be. */
    private static Tooling tooling(RandomChat random) {
        Tooling tooling = random.tooling();
        List<Tool> tools = tooling.tools()
            .stream()
            .map((tool) -> new Tool(tool.name(), tool.description(), tool.parameters(),
                    Optional.of(tool.strict().orElse(false)), tool.cache()))
            .toList();
        return new Tooling(tools, tooling.choice(), tooling.parallel());
    }

    private static Part media(RandomChat random) {
        return random.pick(List.of(new Part.Image(random.urlOrBytes(), Optional.of("low")),
                new Part.Document(new Media.Url("https://example.com/a.pdf"), Optional.empty()),
                new Part.Document(new Media.Inline("application/pdf", "JVBERi0="), Optional.of(random.word()))));
    }

    /**
     * @param toClient whether other providers' signatures are told
     */
    private static List<Part> said(RandomChat random, List<Part.ToolCall> calls, boolean toClient) {
        List<Part> parts = new ArrayList<>(random.some(2, () -> {
            Signature signature = new Signature((toClient && random.chance()) ? "anthropic" : EncryptedContent.ISSUER,
                    random.word());
            return random.chance() ? new Part.HiddenThinking(signature)
                    : new Part.Thinking(random.text(), Optional.of(signature));
        }));
        if (toClient && random.chance()) {
            parts.add(new Part.Thinking(random.text(), Optional.empty()));
        }
        if (random.chance() || calls.isEmpty()) {
            parts.add(new Part.Text(random.text(), toClient ? random.some(2, random::citation) : List.of()));
        }
        if (calls.isEmpty() && random.chance()) {
            parts.add(new Part.Refusal(random.text()));
        }
        parts.addAll(calls);
        return parts;
    }

    private static ChatAnswer answer(RandomChat random) {
        List<Part> parts = said(random, random.some(2, random::toolCall), true);
        boolean hasText = parts.stream().anyMatch(Part.Text.class::isInstance);
        return new ChatAnswer(random.word(), random.word(),
                List.of(new ChatAnswer.Choice(parts, random.reasonOf(parts), Optional.empty(),
                        hasText ? random.logprobs() : List.of())),
                Optional.of(random.usage(Meter.INPUT_TOKENS, Meter.CACHED_INPUT_TOKENS, Meter.CACHE_WRITE_TOKENS,
                        Meter.OUTPUT_TOKENS, Meter.REASONING_TOKENS)),
                random.maybe(() -> "default"));
    }

    private static JsonNode sent(JsonNode written) {
        return JSON.readTree(JSON.writeValueAsBytes(written));
    }

}
