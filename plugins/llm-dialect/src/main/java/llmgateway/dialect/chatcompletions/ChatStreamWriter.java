package llmgateway.dialect.chatcompletions;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

import llmgateway.dialect.conversation.AnswerEvent;
import llmgateway.dialect.conversation.AnswerEvent.PartHead;
import llmgateway.dialect.conversation.ChatRequest;
import llmgateway.dialect.conversation.Signature;
import llmgateway.dialect.conversation.TokenLogprob;
import llmgateway.dialect.format.StreamWriter;
import llmgateway.dialect.openai.Logprobs;
import llmgateway.dialect.openai.UrlCitations;
import llmgateway.dialect.openai.UsageWriter;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes {@code chat.completion.chunk}s: {@code CreateChatCompletionStreamResponse}. A
 * thought's detail comes whole, once it is signed.
 */
final class ChatStreamWriter implements StreamWriter {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final byte[] NOTHING = {};

    private static final byte[] DATA = "data: ".getBytes(StandardCharsets.US_ASCII);

    private static final byte[] END = "\n\n".getBytes(StandardCharsets.US_ASCII);

    private static final byte[] DONE = "data: [DONE]\n\n".getBytes(StandardCharsets.US_ASCII);

    private final Instant created;

    private final int choicesAsked;

    private final boolean usageAsked;

    private final Map<Integer, OpenPart> open = new HashMap<>();

    private final Map<Integer, ChoiceState> choices = new HashMap<>();

    private Optional<AnswerEvent.UsageTold> usage = Optional.empty();

    private String id = "";

    private String model = "";

    ChatStreamWriter(Instant created, ChatRequest request) {
        this.created = created;
        this.choicesAsked = request.sampling().choices();
        this.usageAsked = request.usageInStream();
    }

    @Override
    public byte[] write(AnswerEvent event) {
        return switch (event) {
            case AnswerEvent.Started started -> start(started);
            case AnswerEvent.PartStarted started -> start(started);
            case AnswerEvent.Delta delta -> delta(part(delta.part()), delta.text());
            case AnswerEvent.Signed signed -> signed(part(signed.part()), signed.signature());
            case AnswerEvent.Cited cited -> cited(part(cited.part()), cited);
            case AnswerEvent.Logprobs told -> logprobs(told.choice(), told.logprobs());
            case AnswerEvent.PartEnded ended -> end(ended.part());
            case AnswerEvent.Finished finished -> chunk(finished.choice(),
                    Optional.of(FinishReasons.write(finished.reason(), choice(finished.choice()).refused)),
                    (choice) -> {
                    });
            case AnswerEvent.UsageTold told -> {
                this.usage = Optional.of(told);
                yield NOTHING;
            }
            case AnswerEvent.Failed failed -> throw new IllegalArgumentException("an error is not written here");
        };
    }

    @Override
    public byte[] finish() {
        ByteArrayOutputStream end = new ByteArrayOutputStream();
        if (this.usageAsked && this.usage.isPresent()) {
            ObjectNode chunk = head();
            chunk.putArray("choices");
            chunk.set("usage", UsageWriter.CHAT_COMPLETIONS.write(this.usage.get().usage()));
            this.usage.get().serviceTier().ifPresent((tier) -> chunk.put("service_tier", tier));
            end.writeBytes(event(chunk));
        }
        end.writeBytes(DONE);
        return end.toByteArray();
    }

    private byte[] start(AnswerEvent.Started started) {
        this.id = ChatAnswerWriter.id(started.id());
        this.model = started.model();
        ByteArrayOutputStream chunks = new ByteArrayOutputStream();
        for (int choice = 0; choice < this.choicesAsked; choice++) {
            chunks.writeBytes(
                    delta(choice, (delta) -> delta.put("role", "assistant").put("content", "").putNull("refusal")));
        }
        return chunks.toByteArray();
    }

    private byte[] start(AnswerEvent.PartStarted started) {
        ChoiceState choice = choice(started.choice());
        OpenPart part = new OpenPart(started.choice(), started.head(),
                (started.head() instanceof PartHead.ToolCall) ? choice.toolCalls++ : 0, choice.textLength);
        this.open.put(started.part(), part);
        return switch (started.head()) {
            case PartHead.ToolCall call -> delta(part.choice, (delta) -> writeCall(call, part.place, delta));
            case PartHead.HiddenThinking hidden -> detail(part, hidden.signature());
            case PartHead.Refusal refusal -> {
                choice.refused = true;
                yield NOTHING;
            }
            case PartHead.Text text -> NOTHING;
            case PartHead.Thinking thinking -> NOTHING;
        };
    }

    private static void writeCall(PartHead.ToolCall call, int index, ObjectNode delta) {
        ObjectNode written = delta.putArray("tool_calls").addObject().put("index", index);
        written.put("id", call.id()).put("type", "function");
        written.putObject("function").put("name", call.name()).put("arguments", "");
        call.signature().ifPresent((signature) -> ThoughtSignature.writeForClient(signature, written));
    }

    private byte[] delta(OpenPart part, String text) {
        return switch (part.head) {
            case PartHead.Text head -> {
                choice(part.choice).textLength += text.length();
                yield delta(part.choice, (delta) -> delta.put("content", text));
            }
            case PartHead.Refusal head -> delta(part.choice, (delta) -> delta.put("refusal", text));
            case PartHead.Thinking head -> {
                part.thoughts.append(text);
                yield delta(part.choice, (delta) -> delta.put(ReasoningDetails.TEXT_FIELDS.getFirst(), text));
            }
            case PartHead.ToolCall head ->
                delta(part.choice, (delta) -> toolCall(part, delta).putObject("function").put("arguments", text));
            case PartHead.HiddenThinking head -> NOTHING;
        };
    }

    private byte[] signed(OpenPart part, Signature signature) {
        return switch (part.head) {
            case PartHead.ToolCall head ->
                delta(part.choice, (delta) -> ThoughtSignature.writeForClient(signature, toolCall(part, delta)));
            case PartHead.Thinking head -> detail(part, signature);
            case PartHead.HiddenThinking head -> detail(part, signature);
            case PartHead.Text head -> NOTHING;
            case PartHead.Refusal head -> NOTHING;
        };
    }

    private byte[] detail(OpenPart part, Signature signature) {
        ChoiceState choice = choice(part.choice);
        return ReasoningDetails
            .forClient(signature, part.thoughts.toString(), part.head instanceof PartHead.HiddenThinking,
                    choice.details)
            .map((detail) -> {
                choice.details++;
                return delta(part.choice, (delta) -> delta.putArray(ReasoningDetails.FIELD).add(detail));
            })
            .orElse(NOTHING);
    }

    private static ObjectNode toolCall(OpenPart part, ObjectNode delta) {
        return delta.putArray("tool_calls").addObject().put("index", part.place);
    }

    private byte[] cited(OpenPart part, AnswerEvent.Cited cited) {
        return delta(part.choice, (delta) -> UrlCitations.write(cited.citation(), part.textBefore,
                delta.putArray("annotations").addObject().put("type", "url_citation").putObject("url_citation")));
    }

    private byte[] logprobs(int choice, List<TokenLogprob> logprobs) {
        return chunk(choice, Optional.empty(),
                (written) -> written.putObject("logprobs").putNull("refusal").set("content", Logprobs.write(logprobs)));
    }

    private byte[] end(int part) {
        this.open.remove(part);
        return NOTHING;
    }

    private byte[] delta(int choice, Consumer<ObjectNode> content) {
        return chunk(choice, Optional.empty(), (written) -> content.accept(written.withObjectProperty("delta")));
    }

    private byte[] chunk(int choice, Optional<String> finishReason, Consumer<ObjectNode> content) {
        ObjectNode chunk = head();
        ObjectNode written = chunk.putArray("choices").addObject().put("index", choice);
        written.putObject("delta");
        written.putNull("logprobs");
        finishReason.ifPresentOrElse((word) -> written.put("finish_reason", word),
                () -> written.putNull("finish_reason"));
        content.accept(written);
        if (this.usageAsked) {
            chunk.putNull("usage");
        }
        return event(chunk);
    }

    private ObjectNode head() {
        return JsonNodeFactory.instance.objectNode()
            .put("id", this.id)
            .put("object", "chat.completion.chunk")
            .put("created", this.created.getEpochSecond())
            .put("model", this.model);
    }

    private byte[] event(ObjectNode chunk) {
        byte[] written = JSON.writeValueAsBytes(chunk);
        ByteArrayOutputStream event = new ByteArrayOutputStream(DATA.length + written.length + END.length);
        event.writeBytes(DATA);
        event.writeBytes(written);
        event.writeBytes(END);
        return event.toByteArray();
    }

    private ChoiceState choice(int index) {
        return this.choices.computeIfAbsent(index, (unknown) -> new ChoiceState());
    }

    private OpenPart part(int number) {
        OpenPart part = this.open.get(number);
        if (part == null) {
            throw new IllegalStateException("part " + number + " is not under way");
        }
        return part;
    }

    private static final class ChoiceState {

        private int toolCalls;

        private int details;

        private int textLength;

        private boolean refused;

    }

    /** A part that has started and not ended. */
    private static final class OpenPart {

        private final int choice;

        private final PartHead head;

        /** Among the choice's tool calls. */
        private final int place;

        private final int textBefore;

        private final StringBuilder thoughts = new StringBuilder();

        OpenPart(int choice, PartHead head, int place, int textBefore) {
            this.choice = choice;
            this.head = head;
            this.place = place;
            this.textBefore = textBefore;
        }

    }

}
