package llmgateway.dialect.converse;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

import llmgateway.core.usage.Meter;
import llmgateway.core.usage.Usage;
import llmgateway.dialect.conversation.AnswerCollector;
import llmgateway.dialect.conversation.AnswerEvent;
import llmgateway.dialect.conversation.ChatAnswer;
import llmgateway.dialect.conversation.Citation;
import llmgateway.dialect.conversation.FinishReason;
import llmgateway.dialect.conversation.Part;
import llmgateway.dialect.conversation.ProviderError;
import llmgateway.dialect.conversation.Signature;
import llmgateway.dialect.format.StreamReader;
import llmgateway.dialect.format.UnreadableAnswer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ConverseAnswerTest {

    private static final ConverseProviderFormat PROVIDER = new ConverseProviderFormat();

    private static final ChatAnswer ANSWER = new ChatAnswer("", "",
            List.of(new ChatAnswer.Choice(List.of(
                    new Part.Thinking("Let me see.",
                            Optional.of(new Signature("anthropic", "EqQBCgIYAhIM1gbcDa9GJwZA2b3h"))),
                    new Part.HiddenThinking(new Signature("bedrock", "b3BhcXVl")), new Part.Text("Grüße"),
                    new Part.Text("The sky is blue.",
                            List.of(new Citation(Optional.of("https://example.com/sky"), Optional.of("Sky"),
                                    Optional.of("blue sky"), OptionalInt.empty(), OptionalInt.empty()))),
                    new Part.ToolCall("tooluse_1", "get_weather", ConverseExamples.json("{'location':'Bath'}"),
                            Optional.empty())),
                    FinishReason.TOOL_CALLS, Optional.empty(), List.of())),
            Optional.of(new Usage(Map.of(Meter.INPUT_TOKENS, 30L, Meter.CACHED_INPUT_TOKENS, 7L,
                    Meter.CACHE_WRITE_TOKENS, 250L, Meter.CACHE_WRITE_1H_TOKENS, 100L, Meter.OUTPUT_TOKENS, 89L))),
            Optional.of("priority"));

    @Test
    void theDocumentedAnswerIsReadInFull() {
        assertThat(PROVIDER.readAnswer(ConverseExamples.tree("answer.json"))).isEqualTo(ANSWER);
    }

    @Test
    void theDocumentedStreamIsTheSameAnswer() {
        AnswerCollector collector = new AnswerCollector();
        events(ConverseExamples.stream("stream.txt"), Integer.MAX_VALUE).forEach(collector);

        assertThat(collector.isWhole()).isTrue();
        assertThat(collector.answer()).isEqualTo(ANSWER);
    }

    @Test
    void U8_everySplitOfAStreamGivesTheSameEvents() {
        byte[] stream = ConverseExamples.stream("stream.txt");
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
    }

    @Test
    void aBlockThatChangesItsKindIsTwoParts() {
        byte[] stream = joined(ConverseExamples.frame("event", "messageStart", "{}"),
                delta("{'reasoningContent':{'text':'hm'}}"), delta("{'text':'a'}"),
                ConverseExamples.frame("event", "messageStop", "{\"stopReason\":\"end_turn\"}"));
        AnswerCollector collector = new AnswerCollector();
        events(stream, 5).forEach(collector);

        assertThat(collector.answer().choices().getFirst().parts())
            .containsExactly(new Part.Thinking("hm", Optional.empty()), new Part.Text("a"));
    }

    @ParameterizedTest
    @CsvSource({ "throttlingException, 429", "modelStreamErrorException, 424", "validationException, 400",
            "serviceUnavailableException, 503", "internalServerException, 500", "somethingNew, 500" })
    void anExceptionInTheMiddleOfAStreamEndsIt(String type, int status) {
        byte[] stream = joined(ConverseExamples.frame("event", "messageStart", "{}"), delta("{'text':'a'}"),
                ConverseExamples.frame("exception", type, "{\"message\":\"No.\"}"), delta("{'text':'b'}"));

        assertThat(events(stream, 3)).last()
            .isEqualTo(new AnswerEvent.Failed(
                    new ProviderError(status, ProviderError.Kind.OTHER, Optional.of(type), "No.")));
    }

    @Test
    void U5_aStreamThatBreaksOffIsNoAnswer() {
        byte[] stream = ConverseExamples.frame("event", "messageStart", "{}");

        assertThatExceptionOfType(UnreadableAnswer.class).isThrownBy(() -> events(stream, 9));
    }

    @Test
    void U7_framesThatAreNoneAreNoAnswer() {
        byte[] damaged = ConverseExamples.stream("stream.txt");
        damaged[200] ^= 1;

        assertThatExceptionOfType(UnreadableAnswer.class).isThrownBy(() -> events(damaged, 64));
        assertThatExceptionOfType(UnreadableAnswer.class)
            .isThrownBy(() -> events("<html>".repeat(9).getBytes(StandardCharsets.UTF_8), 64));
    }

    @ParameterizedTest
    @ValueSource(strings = { "[]", "{}", "null", "{'output':{'message':{}}}", "{'message':'x'}" })
    void U7_whatIsNoAnswerIsNone(String document) {
        assertThatExceptionOfType(UnreadableAnswer.class)
            .isThrownBy(() -> PROVIDER.readAnswer(ConverseExamples.json(document)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "Input is too long for requested model. | CONTEXT_LENGTH",
            "The model returned the following errors: prompt is too long: 9 tokens > 8 maximum | CONTEXT_LENGTH",
            "Output blocked by content filtering policy | CONTENT_FILTER", "Too many requests | OTHER" })
    void errorsAreKnownByTheirWords(String message, ProviderError.Kind kind) {
        assertThat(PROVIDER.readError(400,
                ConverseExamples.json("{'__type':'com.amazon#ValidationException','message':'" + message + "'}")))
            .isEqualTo(new ProviderError(400, kind, Optional.of("ValidationException"), message));
        assertThat(PROVIDER.readError(403, ConverseExamples.json("{'Message':'" + message + "'}")).message())
            .isEqualTo(message);
    }

    private static byte[] delta(String delta) {
        return ConverseExamples.frame("event", "contentBlockDelta",
                "{\"contentBlockIndex\":0,\"delta\":" + delta.replace('\'', '"') + "}");
    }

    private static byte[] joined(byte[]... frames) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        Arrays.stream(frames).forEach(joined::writeBytes);
        return joined.toByteArray();
    }

    private static List<AnswerEvent> events(byte[] stream, int size) {
        List<AnswerEvent> events = new ArrayList<>();
        StreamReader reader = PROVIDER.streamReader(events::add);
        for (int at = 0; at < stream.length; at += Math.min(size, stream.length - at)) {
            reader.write(stream, at, Math.min(size, stream.length - at));
        }
        reader.finish();
        return events;
    }

}
