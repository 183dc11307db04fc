package llmgateway.dialect.openai;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

import llmgateway.core.usage.Meter;
import llmgateway.core.usage.Usage;
import llmgateway.dialect.conversation.AnswerEvent;
import llmgateway.dialect.conversation.AnswerEvent.PartHead;
import llmgateway.dialect.conversation.ChatAnswer;
import llmgateway.dialect.conversation.Citation;
import llmgateway.dialect.conversation.FinishReason;
import llmgateway.dialect.conversation.Media;
import llmgateway.dialect.conversation.Message;
import llmgateway.dialect.conversation.Part;
import llmgateway.dialect.conversation.ResponseFormat;
import llmgateway.dialect.conversation.Role;
import llmgateway.dialect.conversation.TokenLogprob;
import llmgateway.dialect.conversation.Tool;
import llmgateway.dialect.conversation.ToolChoice;
import llmgateway.dialect.conversation.Tooling;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Random conversations, as both of OpenAI's APIs can say them. */
public final class RandomChat {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final List<String> TEXTS = List.of("hi", "Gr\u00fc\u00dfe", "\ud83d\ude00 \u2028 data: [DONE]\n\n",
            "a\r\nb", "\"quoted\" \\ {}", "\u65e5\u672c\u8a9e", " ", "0");

    private static final List<String> OBJECTS = List.of("{}", "{\"q\":\"x\"}", "{\"a\":[1,true,null,{\"b\":-0.5}]}",
            "{\"\u00e9\":\"\\u2028\"}", "{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}}}");

    private final RandomGenerator random;

    public RandomChat(RandomGenerator random) {
        this.random = random;
    }

    public boolean chance() {
        return this.random.nextBoolean();
    }

    public int upTo(int most) {
        return this.random.nextInt(most + 1);
    }

    public String text() {
        return pick(TEXTS) + (chance() ? pick(TEXTS) : "");
    }

    public String word() {
        return "w" + this.random.nextInt(1_000_000);
    }

    public <T> T pick(List<T> choices) {
        return choices.get(this.random.nextInt(choices.size()));
    }

    public <T> Optional<T> maybe(Supplier<T> value) {
        return chance() ? Optional.of(value.get()) : Optional.empty();
    }

    public <T> List<T> some(int most, Supplier<T> value) {
        List<T> list = new ArrayList<>();
        for (int i = upTo(most); i > 0; i--) {
            list.add(value.get());
        }
        return list;
    }

    public OptionalDouble maybeNumber() {
        return chance() ? OptionalDouble.of(this.random.nextInt(-8, 9) / 8.0) : OptionalDouble.empty();
    }

    public OptionalLong maybeCount() {
        return chance() ? OptionalLong.of(1 + this.random.nextInt(100_000)) : OptionalLong.empty();
    }

    public JsonNode object() {
        return JSON.readTree(pick(OBJECTS));
    }

    public Tooling tooling() {
        if (chance()) {
            return Tooling.NONE;
        }
        List<Tool> tools = new ArrayList<>(
                some(2, () -> new Tool(word(), maybe(this::text), object(), maybe(this::chance), Optional.empty())));
        tools.add(new Tool(word(), Optional.empty(), object(), Optional.empty(), Optional.empty()));
        List<ToolChoice> choices = List.of(new ToolChoice.Auto(), new ToolChoice.None(), new ToolChoice.Required(),
                new ToolChoice.Named(tools.getFirst().name()));
        return new Tooling(tools, maybe(() -> pick(choices)), maybe(this::chance));
    }

    public ResponseFormat format() {
        return pick(List.of(new ResponseFormat.PlainText(), new ResponseFormat.JsonObject(),
                new ResponseFormat.JsonSchema(word(), maybe(this::text), object(), maybe(this::chance))));
    }

    /**
     * @param assistant what the model said, of the tool calls given
     * @param mediaOfUser beside texts
     */
    public List<Message> messages(Function<List<Part.ToolCall>, List<Part>> assistant, Supplier<Part> mediaOfUser) {
        List<Message> messages = new ArrayList<>();
        if (chance()) {
            messages.add(new Message(Role.SYSTEM, List.of(new Part.Text(text()))));
        }
        messages.add(user(mediaOfUser));
        for (int turn = upTo(2); turn > 0; turn--) {
            List<Part.ToolCall> calls = some(2, this::toolCall);
            messages.add(new Message(Role.ASSISTANT, assistant.apply(calls)));
            messages.add(calls.isEmpty() ? user(mediaOfUser) : new Message(Role.USER,
                    calls.stream().<Part>map((call) -> new Part.ToolResult(call.id(), texts(), false)).toList()));
        }
        return messages;
    }

    private List<Part> texts() {
        List<Part> texts = new ArrayList<>(some(1, () -> new Part.Text(text())));
        texts.add(new Part.Text(text()));
        return texts;
    }

    private Message user(Supplier<Part> media) {
        List<Part> parts = texts();
        if (chance()) {
            parts.add(media.get());
        }
        return new Message(Role.USER, parts);
    }

    public Media urlOrBytes() {
        return chance() ? new Media.Url("https://example.com/" + word())
                : new Media.Inline("image/png", "iVBORw0KGgo=");
    }

    public Part.ToolCall toolCall() {
        return new Part.ToolCall("call_" + word(), word(), object(), Optional.empty());
    }

    public Citation citation() {
        int start = upTo(9);
        return new Citation(Optional.of("https://example.com/" + word()), Optional.of(text()), maybe(this::text),
                OptionalInt.of(start), OptionalInt.of(start + upTo(9)));
    }

    public List<TokenLogprob> logprobs() {
        return some(2, () -> new TokenLogprob(text(), -this.random.nextInt(100) / 8.0,
                some(2, () -> new TokenLogprob(text(), -this.random.nextInt(100) / 8.0, List.of()))));
    }

    public Usage usage(Meter... meters) {
        Map<Meter, Long> amounts = new EnumMap<>(Meter.class);
        for (Meter meter : meters) {
            amounts.put(meter, (long) upTo(1000));
        }
        return new Usage(amounts);
    }

    public FinishReason reasonOf(List<Part> parts) {
        if (parts.stream().anyMatch(Part.ToolCall.class::isInstance)) {
            return FinishReason.TOOL_CALLS;
        }
        if (parts.stream().anyMatch(Part.Refusal.class::isInstance)) {
            return FinishReason.REFUSAL;
        }
        return pick(List.of(FinishReason.STOP, FinishReason.LENGTH, FinishReason.CONTENT_FILTER));
    }

    /**
     * As a provider tells it: texts in pieces, and tool calls that follow each other in
     * turns.
     */
    public List<AnswerEvent> inPieces(List<AnswerEvent> events) {
        List<AnswerEvent> told = new ArrayList<>();
        Map<Integer, List<AnswerEvent>> calls = new TreeMap<>();
        for (AnswerEvent event : events) {
            if (event instanceof AnswerEvent.PartStarted started && started.head() instanceof PartHead.ToolCall) {
                told.add(event);
                calls.put(started.part(), new ArrayList<>());
            }
            else if (partOf(event).filter(calls::containsKey).isPresent()) {
                calls.computeIfAbsent(partOf(event).orElseThrow(), (unknown) -> new ArrayList<>())
                    .addAll(pieces(event));
            }
            else {
                inTurns(calls, told);
                told.addAll(pieces(event));
            }
        }
        inTurns(calls, told);
        return told;
    }

    private static Optional<Integer> partOf(AnswerEvent event) {
        return switch (event) {
            case AnswerEvent.Delta delta -> Optional.of(delta.part());
            case AnswerEvent.PartEnded ended -> Optional.of(ended.part());
            default -> Optional.empty();
        };
    }

    private void inTurns(Map<Integer, List<AnswerEvent>> calls, List<AnswerEvent> told) {
        while (!calls.isEmpty()) {
            int call = pick(List.copyOf(calls.keySet()));
            told.add(calls.getOrDefault(call, List.of()).removeFirst());
            calls.values().removeIf(List::isEmpty);
        }
    }

    private List<AnswerEvent> pieces(AnswerEvent event) {
        if (!(event instanceof AnswerEvent.Delta delta) || delta.text().length() < 2) {
            return List.of(event);
        }
        int cut = this.random.nextInt(1, delta.text().length());
        if (Character.isHighSurrogate(delta.text().charAt(cut - 1))) {
            return List.of(event);
        }
        return List.of(new AnswerEvent.Delta(delta.part(), delta.text().substring(0, cut)),
                new AnswerEvent.Delta(delta.part(), delta.text().substring(cut)));
    }

}
