package llmgateway.dialect.messages;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

import com.anthropic.core.ObjectMappers;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.RawMessageStreamEvent;
import llmgateway.core.usage.Meter;
import llmgateway.core.usage.Usage;
import llmgateway.dialect.claude.RandomConversations;
import llmgateway.dialect.conversation.AnswerCollector;
import llmgateway.dialect.conversation.AnswerEvent;
import llmgateway.dialect.conversation.ChatAnswer;
import llmgateway.dialect.conversation.ChatRequest;
import llmgateway.dialect.conversation.Citation;
import llmgateway.dialect.conversation.FinishReason;
import llmgateway.dialect.conversation.Part;
import llmgateway.dialect.conversation.ProviderError;
import llmgateway.dialect.conversation.Signature;
import llmgateway.dialect.format.StreamReader;
import llmgateway.dialect.format.StreamWriter;
import llmgateway.dialect.format.UnreadableAnswer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class MessagesAnswerTest {

    private static final MessagesClientFormat CLIENT = new MessagesClientFormat();

    private static final MessagesProviderFormat PROVIDER = new MessagesProviderFormat();

    private static final ChatRequest REQUEST = ChatRequest.of(List.of());

    private static final Signature SIGNATURE = new Signature("anthropic", "EqQBCgIYAhIM1gbcDa9GJwZA2b3h");

    private static final Part HIDDEN = new Part.HiddenThinking(new Signature("anthropic", "EmwKAhgBEgy3va3pzix"));

    private static final Part WEATHER = new Part.ToolCall("toolu_01", "get_weather",
            MessagesExamples.json("{'location':'Bath'}"), Optional.empty());

    @Test
    void theDocumentedAnswerIsReadInFull() {
        ChatAnswer answer = PROVIDER.readAnswer(MessagesExamples.tree("answer.json"));

        assertThat(answer)
            .isEqualTo(new ChatAnswer(
                    "msg_013Zva2CMHLNnXjNJJKqJ2EF", "claude-opus-5", List.of(
                            new ChatAnswer.Choice(
                                    List.of(new Part.Thinking("Let me look.", Optional.of(SIGNATURE)), HIDDEN,
                                            new Part.Text("The grass is green.",
                                                    List.of(citation(Optional.empty(), "Example",
                                                            "The grass is green."))),
                                            new Part.Text("The sky is blue.",
                                                    List.of(citation(Optional.of("https://example.com/sky"), "Sky",
                                                            "blue sky"))),
                                            WEATHER),
                                    FinishReason.TOOL_CALLS, Optional.empty(), List.of())),
                    Optional.of(new Usage(Map.of(Meter.INPUT_TOKENS, 472L, Meter.CACHED_INPUT_TOKENS, 1800L,
                            Meter.CACHE_WRITE_TOKENS, 148L, Meter.CACHE_WRITE_1H_TOKENS, 100L, Meter.OUTPUT_TOKENS,
                            123L, Meter.REASONING_TOKENS, 380L))),
                    Optional.of("default")));
    }

    @Test
    void P7_theDocumentedStreamIsReadInFullAndTheLastWordOfTheUsageHolds() {
        AnswerCollector collector = new AnswerCollector();
        read(MessagesExamples.bytes("stream.sse"), collector);

        assertThat(collector.isWhole()).isTrue();
        assertThat(
                collector.answer())
            .isEqualTo(new ChatAnswer("msg_01", "claude-opus-5",
                    List.of(new ChatAnswer.Choice(
                            List.of(new Part.Thinking("Let me see – 27", Optional.of(SIGNATURE)), HIDDEN,
                                    new Part.Text("Grüße, 世界 👋",
                                            List.of(citation(Optional.empty(), "Example", "world"))),
                                    WEATHER),
                            FinishReason.TOOL_CALLS, Optional.empty(), List.of())),
                    Optional.of(new Usage(Map.of(Meter.INPUT_TOKENS, 30L, Meter.CACHED_INPUT_TOKENS, 9L,
                            Meter.CACHE_WRITE_1H_TOKENS, 100L, Meter.OUTPUT_TOKENS, 49L, Meter.REASONING_TOKENS, 40L))),
                    Optional.of("default")));
    }

    @ParameterizedTest
    @ValueSource(strings = { "\n", "\r\n", "\r" })
    void U8_everySplitOfAStreamGivesTheSameEvents(String lineEnd) {
        String text = new String(MessagesExamples.bytes("stream.sse"), UTF_8).replace("\n", lineEnd);
        byte[] stream = text.getBytes(UTF_8);
        List<AnswerEvent> whole = events(stream, stream.length);

        for (int cut = 0; cut <= stream.length; cut++) {
            List<AnswerEvent> events = new ArrayList<>();
            StreamReader reader = PROVIDER.streamReader(events::add);
            reader.write(stream, 0, cut);
            reader.write(stream, cut, stream.length - cut);
            reader.finish();
            assertThat(events).as("cut at %d", cut).isEqualTo(whole);
        }
        assertThat(events(stream, 1)).isEqualTo(whole);
        assertThat(events(text.stripTrailing().getBytes(UTF_8), 7)).isEqualTo(whole);
    }

    @Test
    void eventsAreThereWithTheirBytes() {
        List<AnswerEvent> events = new ArrayList<>();
        StreamReader reader = PROVIDER.streamReader(events::add);
        byte[] stream = MessagesExamples.bytes("stream.sse");
        int told = new String(stream, UTF_8).indexOf("see ");
        int bytes = new String(stream, UTF_8).substring(0, told).getBytes(UTF_8).length;
        reader.write(stream, 0, bytes);

        assertThat(events).last().isEqualTo(new AnswerEvent.Delta(0, "Let me "));
    }

    @Test
    void everyAnswerSurvivesBeingWritten() {
        for (long seed = 0; seed < 2_000; seed++) {
            ChatAnswer answer = new RandomConversations(seed).answer();

            assertThat(PROVIDER.readAnswer(CLIENT.writeAnswer(answer, REQUEST))).as("seed %d", seed).isEqualTo(answer);
        }
    }

    @Test
    void P12_partsToldInTurnsSurviveTheStreamInWhichTheyAreToldInOrder() {
        for (long seed = 0; seed < 2_000; seed++) {
            RandomConversations random = new RandomConversations(seed);
            ChatAnswer answer = random.answer();
            AnswerCollector collector = new AnswerCollector();
            read(written(random.inTurns(answer)), collector);

            assertThat(collector.answer()).as("seed %d", seed).isEqualTo(answer);
        }
    }

    @Test
    void theOfficialClientReadsAnswersAndStreams() throws Exception {
        for (long seed = 0; seed < 200; seed++) {
            RandomConversations random = new RandomConversations(seed);
            ChatAnswer answer = random.answer();
            JsonNode document = CLIENT.writeAnswer(answer, REQUEST);
            Message message = ObjectMappers.jsonMapper().readValue(document.toString(), Message.class);
            MessageAccumulator accumulator = MessageAccumulator.create();
            for (String event : new String(written(random.inTurns(answer)), UTF_8).split("\n\n")) {
                accumulator.accumulate(ObjectMappers.jsonMapper()
                    .readValue(event.substring(event.indexOf("\ndata: ") + 7), RawMessageStreamEvent.class)
                    .validate());
            }

            assertThatCode(message::validate).as("seed %d", seed).doesNotThrowAnyException();
            assertThat(accumulator.message().content()).as("seed %d", seed).isEqualTo(message.content());
            assertThat(accumulator.message().stopReason()).isEqualTo(message.stopReason());
            assertThat(accumulator.message().usage().outputTokens()).isEqualTo(message.usage().outputTokens());
        }
    }

    @Test
    void refusalsOfOtherApisStopAsRefusals() {
        ChatAnswer answer = new ChatAnswer("", "m", List.of(new ChatAnswer.Choice(List.of(new Part.Refusal("No.")),
                FinishReason.STOP, Optional.empty(), List.of())), Optional.empty(), Optional.empty());

        JsonNode message = CLIENT.writeAnswer(answer, REQUEST);

        assertThat(message.path("stop_reason").asString()).isEqualTo("refusal");
        assertThat(message.path("content")).isEqualTo(MessagesExamples.json("[{'type':'text','text':'No.'}]"));
        assertThat(message.path("id").asString()).startsWith("msg_");
        assertThat(new String(written(new RandomConversations(1).inTurns(answer)), UTF_8))
            .contains("\"stop_reason\":\"refusal\"");
    }

    @Test
    void argumentsThatAreNoJsonDoNoHarm() {
        Part call = new Part.ToolCall("1", "t", MessagesExamples.json("'{broken'"), Optional.empty());
        ChatAnswer answer = new ChatAnswer("msg_1", "m",
                List.of(new ChatAnswer.Choice(List.of(call), FinishReason.TOOL_CALLS, Optional.empty(), List.of())),
                Optional.of(Usage.NONE), Optional.empty());
        AnswerCollector collector = new AnswerCollector();
        read(written(new RandomConversations(1).inTurns(answer)), collector);

        assertThat(collector.answer().choices().getFirst().parts()).containsExactly(call);
        assertThat(CLIENT.writeAnswer(answer, REQUEST).path("content").path(0).path("input").isObject()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|',
            value = { "400 | prompt is too long: 203402 tokens > 200000 maximum | CONTEXT_LENGTH",
                    "400 | input length and `max_tokens` exceed context limit: 199000 + 4096 > 200000 | CONTEXT_LENGTH",
                    "413 | Request exceeds the maximum size | CONTEXT_LENGTH",
                    "400 | Output blocked by content filtering policy | CONTENT_FILTER",
                    "429 | Number of requests has exceeded your rate limit | OTHER" })
    void errorsAreKnownByTheirWords(int status, String message, ProviderError.Kind kind) {
        JsonNode document = MessagesExamples
            .json("{'type':'error','error':{'type':'invalid_request_error','message':'" + message + "'}}");

        assertThat(PROVIDER.readError(status, document))
            .isEqualTo(new ProviderError(status, kind, Optional.of("invalid_request_error"), message));
        assertThat(PROVIDER.readError(status, MessagesExamples.json("[]")).status()).isEqualTo(status);
    }

    @Test
    void anErrorInTheMiddleOfAStreamEndsIt() {
        List<AnswerEvent> events = events(MessagesExamples.bytes("error.sse"), 1);

        assertThat(events).last()
            .isEqualTo(new AnswerEvent.Failed(
                    new ProviderError(529, ProviderError.Kind.OTHER, Optional.of("overloaded_error"), "Overloaded")));
    }

    @Test
    void U5_aStreamThatBreaksOffIsNoAnswer() {
        byte[] stream = MessagesExamples.bytes("stream.sse");
        StreamReader reader = PROVIDER.streamReader((event) -> {
        });
        reader.write(stream, 0, stream.length - 60);

        assertThatExceptionOfType(UnreadableAnswer.class).isThrownBy(reader::finish);
    }

    @ParameterizedTest
    @ValueSource(strings = { "[]", "{}", "null", "{'content':'x'}", "{'type':'error'}" })
    void U7_whatIsNoMessageIsNoAnswer(String document) {
        assertThatExceptionOfType(UnreadableAnswer.class)
            .isThrownBy(() -> PROVIDER.readAnswer(MessagesExamples.json(document)));
    }

    private static Citation citation(Optional<String> url, String title, String text) {
        return new Citation(url, Optional.of(title), Optional.of(text), OptionalInt.empty(), OptionalInt.empty());
    }

    private static byte[] written(List<AnswerEvent> events) {
        StreamWriter writer = CLIENT.streamWriter(REQUEST);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        events.forEach((event) -> out.writeBytes(writer.write(event)));
        out.writeBytes(writer.finish());
        return out.toByteArray();
    }

    private static List<AnswerEvent> events(byte[] stream, int size) {
        List<AnswerEvent> events = new ArrayList<>();
        StreamReader reader = PROVIDER.streamReader(events::add);
        for (int at = 0; at < stream.length; at += size) {
            reader.write(stream, at, Math.min(size, stream.length - at));
        }
        reader.finish();
        return events;
    }

    private static void read(byte[] stream, Consumer<AnswerEvent> events) {
        StreamReader reader = PROVIDER.streamReader(events);
        reader.write(stream, 0, stream.length);
        reader.finish();
    }

}
