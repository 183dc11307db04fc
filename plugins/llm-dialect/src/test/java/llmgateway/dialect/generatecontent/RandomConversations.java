package llmgateway.dialect.generatecontent;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

import llmgateway.core.usage.Meter;
import llmgateway.core.usage.Usage;
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
import llmgateway.dialect.conversation.TokenLogprob;
import llmgateway.dialect.conversation.Tool;
import llmgateway.dialect.conversation.ToolChoice;
import llmgateway.dialect.conversation.Tooling;

/** Makes what this API can say, without two texts or thoughts side by side. */
final class RandomConversations {

    private static final List<String> WORDS = List.of("a", "\u00e9t\u00e9 ", "\u65e5\u672c", "\uD83D\uDE00", "\"\\\n",
            "\u2028", "data: x\r\n", "{}");

    private final RandomGenerator random;

    private int calls;

    RandomConversations(long seed) {
        this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    RandomGenerator random() {
        return this.random;
    }

    ChatRequest request() {
        List<Message> messages = new ArrayList<>();
        if (this.random.nextBoolean()) {
            messages.add(new Message(Role.SYSTEM, List.of(new Part.Text(text()))));
        }
        List<Part> results = List.of();
        for (int turn = this.random.nextInt(3); turn >= 0; turn--) {
            List<Part> user = new ArrayList<>(results);
            user.add(userPart());
            messages.add(new Message(Role.USER, user));
            List<Part> said = answerParts(false);
            if (turn > 0 && !said.isEmpty()) {
                messages.add(new Message(Role.ASSISTANT, said));
                results = results(said);
            }
            else {
                break;
            }
        }
        List<Tool> tools = tools();
        return ChatRequest.of(messages)
            .withTooling(new Tooling(tools, maybe(() -> choice(tools)), Optional.empty()))
            .withSampling(sampling())
            .withFormat(format())
            .withReasoning(maybe(this::reasoning))
            .withService(new ServiceOptions(Optional.empty(), Map.of(),
                    maybe(() -> pick(List.of("default", "flex", "priority"))), Optional.empty()))
            .withStream(false, true);
    }

    private Part userPart() {
        return switch (this.random.nextInt(7)) {
            case 0 -> new Part.Image(new Media.Inline("image/png", "AAAA"), Optional.empty());
            case 1 -> new Part.Image(new Media.Url("https://x.test/a.webp?b=c.pdf"), Optional.empty());
            case 2 -> new Part.Document(new Media.Inline("application/pdf", "/+8="), Optional.empty());
            case 3 -> new Part.Document(new Media.Url("https://x.test/a"), Optional.empty());
            case 4 -> new Part.Document(new Media.PlainText(text()), Optional.empty());
            case 5 -> new Part.Audio(new Media.Inline("audio/wav", "AAAA"));
            default -> new Part.Text(text());
        };
    }

    private List<Part> results(List<Part> said) {
        List<Part> results = new ArrayList<>();
        for (Part part : said) {
            if (part instanceof Part.ToolCall call) {
                List<Part> content = new ArrayList<>(List.of(new Part.Text(text())));
                if (this.random.nextInt(4) == 0) {
                    content.add(new Part.Image(new Media.Inline("image/png", "AAAA"), Optional.empty()));
                }
                results.add(new Part.ToolResult(call.id(), content, this.random.nextBoolean()));
            }
        }
        return results;
    }

    ChatAnswer answer() {
        List<ChatAnswer.Choice> choices = new ArrayList<>();
        for (int i = this.random.nextInt(3); i >= 0; i--) {
            List<Part> parts = answerParts(true);
            boolean called = parts.stream().anyMatch(Part.ToolCall.class::isInstance);
            choices.add(new ChatAnswer.Choice(parts, pick(List.of(called ? FinishReason.TOOL_CALLS : FinishReason.STOP,
                    FinishReason.LENGTH, FinishReason.CONTENT_FILTER)), Optional.empty(), logprobs()));
        }
        return new ChatAnswer("answer-1", "gemini-x", choices, maybe(this::usage), Optional.empty());
    }

    private List<Part> answerParts(boolean cited) {
        List<Part> parts = new ArrayList<>();
        for (int i = this.random.nextInt(5); i > 0; i--) {
            Part next = answerPart(cited);
            boolean besideItsLike = !parts.isEmpty() && parts.getLast().getClass() == next.getClass()
                    && !(next instanceof Part.ToolCall);
            if (!besideItsLike) {
                parts.add(next);
            }
        }
        return parts;
    }

    private Part answerPart(boolean cited) {
        return switch (this.random.nextInt(4)) {
            case 0 -> new Part.Thinking(text(), Optional.of(signature()));
            case 1 -> new Part.HiddenThinking(signature());
            case 2 -> new Part.ToolCall("id-" + this.calls++, "tool_" + this.random.nextInt(3),
                    Bodies.json("{\"a_b\":[1,\"" + this.random.nextInt() + "\",null,{\"c\":0.5}]}"),
                    maybe(this::signature));
            default -> {
                String text = text();
                yield new Part.Text(text, cited && this.random.nextBoolean() ? List.of(citation(text)) : List.of());
            }
        };
    }

    private Citation citation(String text) {
        boolean placed = this.random.nextBoolean();
        return new Citation(Optional.of("https://x.test/"), maybe(this::text), maybe(this::text),
                placed ? OptionalInt.of(0) : OptionalInt.empty(),
                placed ? OptionalInt.of(text.length()) : OptionalInt.empty());
    }

    private List<TokenLogprob> logprobs() {
        TokenLogprob other = new TokenLogprob(text(), -this.random.nextDouble(), List.of());
        return this.random.nextBoolean() ? List.of()
                : List.of(new TokenLogprob(text(), -0.5, List.of(other)), new TokenLogprob(text(), -0.25, List.of()));
    }

    private Usage usage() {
        Usage usage = Usage.ofTokens(this.random.nextInt(100), this.random.nextInt(100));
        for (Meter meter : List.of(Meter.CACHED_INPUT_TOKENS, Meter.AUDIO_INPUT_TOKENS, Meter.CACHED_AUDIO_INPUT_TOKENS,
                Meter.IMAGE_INPUT_TOKENS, Meter.CACHED_IMAGE_INPUT_TOKENS, Meter.REASONING_TOKENS,
                Meter.AUDIO_OUTPUT_TOKENS, Meter.IMAGE_OUTPUT_TOKENS)) {
            usage = this.random.nextBoolean() ? usage.with(meter, this.random.nextInt(50)) : usage;
        }
        return usage;
    }

    private Sampling sampling() {
        return new Sampling(this.random.nextBoolean() ? OptionalLong.of(this.random.nextInt(9)) : OptionalLong.empty(),
                number(), number(), integer(), number(), number(),
                this.random.nextBoolean() ? OptionalLong.of(this.random.nextInt()) : OptionalLong.empty(),
                this.random.nextBoolean() ? List.of(text(), text()) : List.of(), 1 + this.random.nextInt(3), integer(),
                Map.of());
    }

    private OptionalDouble number() {
        return this.random.nextBoolean() ? OptionalDouble.of(this.random.nextDouble()) : OptionalDouble.empty();
    }

    private OptionalInt integer() {
        return this.random.nextBoolean() ? OptionalInt.of(this.random.nextInt(5)) : OptionalInt.empty();
    }

    private ResponseFormat format() {
        return pick(
                List.of(new ResponseFormat.PlainText(), new ResponseFormat.JsonObject(), new ResponseFormat.JsonSchema(
                        "response", Optional.empty(), Bodies.json("{\"type\":\"object\"}"), Optional.empty())));
    }

    private Reasoning reasoning() {
        boolean byEffort = this.random.nextBoolean();
        return new Reasoning(
                byEffort ? Optional.of(pick(List.of("minimal", "low", "medium", "high"))) : Optional.empty(),
                byEffort ? OptionalLong.empty() : OptionalLong.of(this.random.nextInt(5)),
                maybe(this.random::nextBoolean));
    }

    private List<Tool> tools() {
        List<Tool> tools = new ArrayList<>();
        for (int i = this.random.nextInt(3); i > 0; i--) {
            tools.add(new Tool("tool_" + i, maybe(this::text),
                    Bodies.json("{\"type\":\"object\",\"properties\":{\"a_b\":{\"type\":\"string\"}}}"),
                    Optional.empty(), Optional.empty()));
        }
        return tools;
    }

    private ToolChoice choice(List<Tool> tools) {
        return switch (this.random.nextInt(tools.isEmpty() ? 3 : 4)) {
            case 0 -> new ToolChoice.Auto();
            case 1 -> new ToolChoice.None();
            case 2 -> new ToolChoice.Required();
            default -> new ToolChoice.Named(pick(tools).name());
        };
    }

    private Signature signature() {
        return new Signature("gemini", "c2ln" + this.random.nextInt(1000, 10_000));
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int i = this.random.nextInt(4); i >= 0; i--) {
            text.append(pick(WORDS));
        }
        return text.toString();
    }

    private <T> Optional<T> maybe(Supplier<T> value) {
        return this.random.nextBoolean() ? Optional.of(value.get()) : Optional.empty();
    }

    private <T> T pick(List<T> values) {
        return values.get(this.random.nextInt(values.size()));
    }

}
