package llmgateway.dialect.claude;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

import llmgateway.core.usage.Meter;
import llmgateway.core.usage.Usage;
import llmgateway.dialect.conversation.AnswerEvent;
import llmgateway.dialect.conversation.AnswerEvents;
import llmgateway.dialect.conversation.CacheLifetime;
import llmgateway.dialect.conversation.ChatAnswer;
import llmgateway.dialect.conversation.ChatRequest;
import llmgateway.dialect.conversation.Citation;
import llmgateway.dialect.conversation.FinishReason;
import llmgateway.dialect.conversation.Media;
import llmgateway.dialect.conversation.Message;
import llmgateway.dialect.conversation.Part;
import llmgateway.dialect.conversation.Reasoning;
import llmgateway.dialect.conversation.ResponseFormat;
import llmgateway.dialect.conversation.Role;
import llmgateway.dialect.conversation.Sampling;
import llmgateway.dialect.conversation.ServiceOptions;
import llmgateway.dialect.conversation.Signature;
import llmgateway.dialect.conversation.Tool;
import llmgateway.dialect.conversation.ToolChoice;
import llmgateway.dialect.conversation.Tooling;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Requests and answers that an API of Claude can say without loss. */
public final class RandomConversations {

    private static final List<String> WORDS = List.of("Hello", "世界", "👋 ", "\"quoted\"", "a\nb", "{}", "\u2028", "é",
            "data: x\n\n", "\\u0041");

    private final RandomGenerator random;

    public RandomConversations(long seed) {
        this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    public ChatRequest request() {
        List<Message> messages = new ArrayList<>();
        if (yes()) {
            messages.add(new Message(Role.SYSTEM, marked(List.of(text()))));
        }
        List<String> calls = new ArrayList<>();
        for (int turn = this.random.nextInt(4); turn >= 0; turn--) {
            messages.add(new Message(Role.USER, userParts(calls)));
            if (this.random.nextInt(4) == 0) {
                messages.add(new Message(Role.SYSTEM, List.of(text())));
            }
            if (turn > 0) {
                calls.clear();
                messages.add(new Message(Role.ASSISTANT, assistantParts(calls)));
            }
        }
        boolean stream = yes();
        return new ChatRequest(messages, tooling(), sampling(), format(), reasoning(), service(), stream, stream,
                List.of());
    }

    private List<Part> userParts(List<String> calls) {
        List<Part> parts = new ArrayList<>();
        for (String call : calls) {
            List<Part> content = yes() ? List.of(text(), image()) : List.of(text());
            parts.addAll(marked(List.of(new Part.ToolResult(call, content, yes()))));
        }
        if (parts.isEmpty() || yes()) {
            parts.addAll(marked(List.of(text())));
        }
        if (yes()) {
            parts.add(image());
        }
        if (yes()) {
            parts.add(new Part.Document(yes() ? new Media.PlainText(words()) : inline("application/pdf"),
                    maybe("title")));
        }
        return parts;
    }

    private List<Part> assistantParts(List<String> calls) {
        List<Part> parts = new ArrayList<>();
        if (yes()) {
            parts.add(new Part.Thinking(words(), Optional.of(signature())));
        }
        if (this.random.nextInt(4) == 0) {
            parts.add(new Part.HiddenThinking(signature()));
        }
        parts.add(text());
        for (int call = this.random.nextInt(3); call > 0; call--) {
            calls.add("toolu_" + this.random.nextInt(1_000_000));
            parts.add(new Part.ToolCall(calls.getLast(), "tool_" + call, arguments(), Optional.empty()));
        }
        return parts;
    }

    private Tooling tooling() {
        List<Tool> tools = new ArrayList<>();
        for (int i = this.random.nextInt(3); i > 0; i--) {
            tools.add(new Tool("tool_" + i, maybe("What it does"), schema(),
                    yes() ? Optional.of(yes()) : Optional.empty(), yes() ? Optional.of(lifetime()) : Optional.empty()));
        }
        if (tools.isEmpty() || yes()) {
            return new Tooling(tools, Optional.empty(), Optional.empty());
        }
        ToolChoice choice = switch (this.random.nextInt(3)) {
            case 0 -> new ToolChoice.Auto();
            case 1 -> new ToolChoice.Required();
            default -> new ToolChoice.Named(tools.getFirst().name());
        };
        return new Tooling(tools, Optional.of(choice), yes() ? Optional.of(yes()) : Optional.empty());
    }

    private Sampling sampling() {
        return new Sampling(OptionalLong.of(40_000 + this.random.nextInt(1000)), number(), number(),
                yes() ? OptionalInt.of(this.random.nextInt(100)) : OptionalInt.empty(), OptionalDouble.empty(),
                OptionalDouble.empty(), OptionalLong.empty(), yes() ? List.of("END", words()) : List.of(), 1,
                OptionalInt.empty(), Map.of());
    }

    private OptionalDouble number() {
        return yes() ? OptionalDouble.of(this.random.nextInt(11) / 10.0) : OptionalDouble.empty();
    }

    private ResponseFormat format() {
        return yes() ? new ResponseFormat.PlainText()
                : new ResponseFormat.JsonSchema("response", Optional.empty(), schema(), Optional.of(true));
    }

    private Optional<Reasoning> reasoning() {
        List<String> efforts = List.of("low", "medium", "high", "xhigh", "max");
        Optional<String> effort = yes() ? Optional.of(efforts.get(this.random.nextInt(efforts.size())))
                : Optional.empty();
        return switch (this.random.nextInt(3)) {
            case 0 -> Optional.empty();
            case 1 -> Optional.of(new Reasoning(effort, OptionalLong.of(0), Optional.empty()));
            default -> Optional.of(new Reasoning(effort, OptionalLong.empty(), Optional.of(yes())));
        };
    }

    private ServiceOptions service() {
        return new ServiceOptions(maybe("user-1"), Map.of(),
                yes() ? Optional.of(yes() ? "auto" : "default") : Optional.empty(), Optional.empty());
    }

    public ChatAnswer answer() {
        List<Part> parts = new ArrayList<>();
        for (int i = this.random.nextInt(6); i >= 0; i--) {
            parts.add(switch (this.random.nextInt(5)) {
                case 0 -> new Part.Thinking(words(), Optional.of(anySignature()));
                case 1 -> new Part.HiddenThinking(anySignature());
                case 2 -> new Part.Text(words(), yes() ? List.of(citation(), citation()) : List.of());
                default -> new Part.ToolCall("toolu_" + i, "tool_" + i, arguments(),
                        yes() ? Optional.of(new Signature("gemini", "AbC.+/=")) : Optional.empty());
            });
        }
        List<FinishReason> reasons = List.of(FinishReason.STOP, FinishReason.LENGTH, FinishReason.TOOL_CALLS,
                FinishReason.STOP_SEQUENCE, FinishReason.CONTEXT_WINDOW);
        FinishReason reason = reasons.get(this.random.nextInt(reasons.size()));
        return new ChatAnswer("msg_" + this.random.nextInt(1000), "claude-opus-5",
                List.of(new ChatAnswer.Choice(parts, reason,
                        (reason == FinishReason.STOP_SEQUENCE) ? Optional.of("END") : Optional.empty(), List.of())),
                Optional.of(usage()), Optional.of(yes() ? "default" : "priority"));
    }

    /** The events of an answer whose parts are told in turns. */
    public List<AnswerEvent> inTurns(ChatAnswer answer) {
        List<AnswerEvent> before = new ArrayList<>();
        Map<Integer, List<AnswerEvent>> parts = new TreeMap<>();
        List<AnswerEvent> after = new ArrayList<>();
        for (AnswerEvent event : AnswerEvents.of(answer)) {
            switch (event) {
                case AnswerEvent.PartStarted started -> part(parts, started.part()).add(event);
                case AnswerEvent.Delta delta -> pieces(delta, part(parts, delta.part()));
                case AnswerEvent.Signed signed -> part(parts, signed.part()).add(event);
                case AnswerEvent.Cited cited -> part(parts, cited.part()).add(event);
                case AnswerEvent.PartEnded ended -> part(parts, ended.part()).add(event);
                case AnswerEvent.Started started -> before.add(event);
                default -> after.add(event);
            }
        }
        List<AnswerEvent> told = new ArrayList<>(before);
        List<List<AnswerEvent>> open = new ArrayList<>();
        while (!parts.isEmpty() || !open.isEmpty()) {
            if (!parts.isEmpty() && (open.isEmpty() || this.random.nextInt(3) == 0)) {
                // Parts are counted in the order in which they start.
                open.add(parts.remove(Collections.min(parts.keySet())));
                told.add(open.getLast().removeFirst());
            }
            else {
                List<AnswerEvent> next = open.get(this.random.nextInt(open.size()));
                told.add(next.removeFirst());
                open.removeIf(List::isEmpty);
            }
        }
        told.addAll(after);
        return told;
    }

    private static List<AnswerEvent> part(Map<Integer, List<AnswerEvent>> parts, int part) {
        return parts.computeIfAbsent(part, (number) -> new ArrayList<>());
    }

    private void pieces(AnswerEvent.Delta delta, List<AnswerEvent> part) {
        String text = delta.text();
        int at = 0;
        while (at < text.length()) {
            int end = text.offsetByCodePoints(at, 1);
            while (end < text.length() && yes()) {
                end = text.offsetByCodePoints(end, 1);
            }
            part.add(new AnswerEvent.Delta(delta.part(), text.substring(at, end)));
            at = end;
        }
    }

    private Usage usage() {
        Map<Meter, Long> amounts = new EnumMap<>(Meter.class);
        for (Meter meter : List.of(Meter.INPUT_TOKENS, Meter.CACHED_INPUT_TOKENS, Meter.CACHE_WRITE_TOKENS,
                Meter.CACHE_WRITE_1H_TOKENS, Meter.OUTPUT_TOKENS)) {
            amounts.put(meter, (long) this.random.nextInt(1000));
        }
        return new Usage(amounts);
    }

    private List<Part> marked(List<Part> parts) {
        List<Part> marked = new ArrayList<>(parts);
        if (this.random.nextInt(3) == 0) {
            marked.add(new Part.CachePoint(lifetime()));
        }
        return marked;
    }

    private CacheLifetime lifetime() {
        return yes() ? CacheLifetime.USUAL : CacheLifetime.ONE_HOUR;
    }

    private Citation citation() {
        return new Citation(maybe("https://example.com/a"), maybe("Title"), Optional.of(words()), OptionalInt.empty(),
                OptionalInt.empty());
    }

    private Signature anySignature() {
        return yes() ? signature() : new Signature("openai", "gAAAAAB-" + this.random.nextInt(1000));
    }

    private Signature signature() {
        return new Signature("anthropic", "EqQBCgIY" + this.random.nextInt(1000) + "+/=");
    }

    private Part.Text text() {
        return new Part.Text(words());
    }

    private Part.Image image() {
        return new Part.Image(inline("image/png"), Optional.empty());
    }

    private static Media.Inline inline(String type) {
        return new Media.Inline(type, "iVBORw0KGgo=");
    }

    private JsonNode arguments() {
        ObjectNode arguments = JsonNodeFactory.instance.objectNode();
        if (yes()) {
            arguments.put("text", words()).put("number", this.random.nextInt());
            arguments.putArray("list").add(true).addNull().addObject().put("x", 0.5);
        }
        return arguments;
    }

    private static JsonNode schema() {
        ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
        schema.putObject("properties").putObject("a").put("type", "string");
        return schema.put("additionalProperties", false);
    }

    private Optional<String> maybe(String text) {
        return yes() ? Optional.of(text) : Optional.empty();
    }

    private String words() {
        StringBuilder words = new StringBuilder("w");
        for (int i = this.random.nextInt(5); i > 0; i--) {
            words.append(WORDS.get(this.random.nextInt(WORDS.size())));
        }
        return words.toString();
    }

    private boolean yes() {
        return this.random.nextBoolean();
    }

}
