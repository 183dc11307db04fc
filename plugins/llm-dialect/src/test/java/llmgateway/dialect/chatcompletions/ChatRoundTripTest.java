package llmgateway.dialect.chatcompletions;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import llmgateway.dialect.format.TargetModel;
import llmgateway.dialect.openai.RandomChat;
import llmgateway.dialect.openai.Streams;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** What can be said in the API is the same after it was written and read again. */
class ChatRoundTripTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final TargetModel MODEL = new TargetModel(new RequestModel("gpt-5"), OptionalLong.empty());

    private final ChatCompletionsClientFormat client = new ChatCompletionsClientFormat(() -> Instant.EPOCH);

    private final ChatCompletionsProviderFormat provider = new ChatCompletionsProviderFormat();

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
        ChatAnswer answer = answer(random, request.sampling().choices());

        assertThat(this.provider.readAnswer(sent(this.client.writeAnswer(answer, request)))).isEqualTo(answer);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void P12_aStreamedAnswerIsTheSameUnderEveryInterleaving(int seed) {
        RandomChat random = new RandomChat(new Random(seed));
        ChatRequest request = request(random).withStream(true, true);
        ChatAnswer answer = answer(random, request.sampling().choices());

        byte[] stream = Streams.write(this.client.streamWriter(request), random.inPieces(AnswerEvents.of(answer)));

        assertThat(Streams.answer(Streams.read(this.provider::streamReader, stream))).isEqualTo(answer);
        assertThat(Streams.readByteByByte(this.provider::streamReader, stream))
            .isEqualTo(Streams.read(this.provider::streamReader, stream));
    }

    private static ChatRequest request(RandomChat random) {
        Sampling sampling = new Sampling(random.maybeCount(), random.maybeNumber(), random.maybeNumber(),
                OptionalInt.empty(), random.maybeNumber(), random.maybeNumber(), random.maybeCount(),
                random.some(2, random::text), 1 + random.upTo(1),
                random.chance() ? OptionalInt.of(random.upTo(20)) : OptionalInt.empty(),
                random.chance() ? Map.of("50256", -100.0) : Map.of());
        Optional<Reasoning> reasoning = random
            .maybe(() -> new Reasoning(Optional.of("high"), OptionalLong.empty(), Optional.empty()));
        boolean stream = random.chance();
        return new ChatRequest(random.messages((calls) -> said(random, calls, false), () -> media(random)),
                random.tooling(), sampling, random.format(), reasoning,
                new ServiceOptions(Optional.empty(), Map.of(), random.maybe(() -> "flex"), Optional.empty()), stream,
                stream, List.of());
    }

    private static Part media(RandomChat random) {
        return random.pick(List.of(new Part.Image(random.urlOrBytes(), random.maybe(() -> "low")),
                new Part.Document(new Media.Inline("application/pdf", "JVBERi0="), Optional.of(random.word())),
                new Part.Audio(new Media.Inline(random.pick(List.of("audio/wav", "audio/mpeg")), "UklGRg=="))));
    }

    /**
     * @param toClient whether other providers' signatures are told
     */
    private static List<Part> said(RandomChat random, List<Part.ToolCall> calls, boolean toClient) {
        List<Part> parts = new ArrayList<>();
        if (random.chance()) {
            parts.add(new Part.Thinking(random.text(), Optional.of(ReasoningDetails.plain("reasoning_content"))));
        }
        else {
            for (int index = 0; index < random.upTo(3); index++) {
                parts.add(thought(random, index, toClient));
            }
        }
        if (random.chance() || calls.isEmpty()) {
            parts.add(new Part.Text(random.text(), toClient ? random.some(2, random::citation) : List.of()));
        }
        if (calls.isEmpty() && random.chance()) {
            parts.add(new Part.Refusal(random.text()));
        }
        calls.forEach((call) -> parts.add(new Part.ToolCall(call.id(), call.name(), call.arguments(),
                random.maybe(() -> new Signature("gemini", random.word())))));
        return parts;
    }

    private static Part thought(RandomChat random, int index, boolean toClient) {
        boolean own = !toClient || random.chance();
        if (random.chance()) {
            return new Part.HiddenThinking(own
                    ? ReasoningDetails.signature(
                            JSON.readTree("{\"type\":\"reasoning.encrypted\",\"data\":\"x\",\"index\":" + index + "}"))
                    : new Signature("anthropic", random.word()));
        }
        return new Part.Thinking(random.text(),
                Optional.of(own
                        ? ReasoningDetails.signature(JSON
                            .readTree("{\"type\":\"reasoning.text\",\"signature\":\"s\",\"index\":" + index + "}"))
                        : new Signature("anthropic", random.word())));
    }

    private static ChatAnswer answer(RandomChat random, int choices) {
        List<ChatAnswer.Choice> told = new ArrayList<>();
        for (int choice = 0; choice < choices; choice++) {
            List<Part> parts = said(random, random.some(2, random::toolCall), true);
            told.add(new ChatAnswer.Choice(parts, random.reasonOf(parts), Optional.empty(), random.logprobs()));
        }
        return new ChatAnswer(random.word(), random.word(), told,
                Optional.of(random.usage(Meter.INPUT_TOKENS, Meter.CACHED_INPUT_TOKENS, Meter.CACHE_WRITE_TOKENS,
                        Meter.AUDIO_INPUT_TOKENS, Meter.OUTPUT_TOKENS, Meter.REASONING_TOKENS,
                        Meter.AUDIO_OUTPUT_TOKENS)),
                random.maybe(() -> "default"));
    }

    private static JsonNode sent(JsonNode written) {
        return JSON.readTree(JSON.writeValueAsBytes(written));
    }

}
