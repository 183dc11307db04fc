package llmgateway.dialect.converse;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

import llmgateway.dialect.bedrock.BedrockErrorReader;
import llmgateway.dialect.conversation.AnswerEvent;
import llmgateway.dialect.conversation.AnswerEvent.PartHead;
import llmgateway.dialect.conversation.Signature;
import llmgateway.dialect.format.StreamReader;
import llmgateway.dialect.format.UnreadableAnswer;
import software.amazon.eventstream.HeaderValue;
import software.amazon.eventstream.Message;
import software.amazon.eventstream.MessageDecoder;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a stream in AWS' binary framing, whose checksums are verified. Only tool calls
 * have a start; all other blocks begin with their first delta.
 */
final class ConverseStreamReader implements StreamReader {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final MessageDecoder frames = new MessageDecoder(this::read);

    private final Consumer<AnswerEvent> events;

    private final Map<Integer, Block> blocks = new HashMap<>();

    private int nextPart;

    private boolean stopped;

    private boolean ended;

    ConverseStreamReader(Consumer<AnswerEvent> events) {
        this.events = events;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        try {
            this.frames.feed(bytes, offset, length);
        }
        catch (IllegalArgumentException ex) {
            throw new UnreadableAnswer("a frame that is none of an event stream");
        }
    }

    @Override
    public void finish() {
        if (!this.stopped && !this.ended) {
            throw new UnreadableAnswer("a stream that ended before its messageStop");
        }
    }

    private void read(Message frame) {
        if (this.ended) {
            return;
        }
        switch (header(frame, ":message-type")) {
            case "event" -> read(header(frame, ":event-type"), payload(frame));
            case "exception" -> fail(header(frame, ":exception-type"), payload(frame).path("message").asString(""));
            case "error" -> fail(header(frame, ":error-code"), header(frame, ":error-message"));
            default -> {
            }
        }
    }

    private static String header(Message frame, String name) {
        HeaderValue value = frame.getHeaders().get(name);
        try {
            return (value != null) ? value.getString() : "";
        }
        catch (IllegalStateException ex) {
            throw new UnreadableAnswer("a frame whose " + name + " is no string");
        }
    }

    private static JsonNode payload(Message frame) {
        try {
            return JSON.readTree(frame.getPayload());
        }
        catch (JacksonException ex) {
            throw new UnreadableAnswer("an event that is no JSON");
        }
    }

    private void fail(String name, String message) {
        this.ended = true;
        this.events.accept(new AnswerEvent.Failed(BedrockErrorReader.inStream(name, message)));
    }

    private void read(String type, JsonNode event) {
        int index = event.path("contentBlockIndex").asInt(0);
        switch (type) {
            case "messageStart" -> this.events.accept(new AnswerEvent.Started("", ""));
            case "contentBlockStart" -> start(index, event.path("start").path("toolUse"));
            case "contentBlockDelta" -> delta(index, event.path("delta"));
            case "contentBlockStop" -> stop(index);
            case "messageStop" -> {
                this.blocks.keySet().stream().sorted().toList().forEach(this::stop);
                this.stopped = true;
                this.events.accept(new AnswerEvent.Finished(0, ConverseStopReasons.read(text(event, "stopReason")),
                        Optional.empty()));
            }
            case "metadata" -> {
                if (event.path("usage").isObject()) {
                    this.events.accept(new AnswerEvent.UsageTold(ConverseUsageJson.read(event.path("usage")),
                            ConverseUsageJson.serviceTier(event)));
                }
            }
            default -> {
            }
        }
    }

    /** What the service's own tools do is not asked for by translated requests. */
    private void start(int index, JsonNode call) {
        if (call.isObject() && !call.has("type")) {
            open(index, new PartHead.ToolCall(text(call, "toolUseId"), text(call, "name"), Optional.empty()));
        }
    }

    private void delta(int index, JsonNode delta) {
        JsonNode reasoning = delta.path("reasoningContent");
        if (delta.path("text").isString()) {
            tell(block(index, new PartHead.Text()), text(delta, "text"));
        }
        else if (delta.path("toolUse").path("input").isString()) {
            Optional.ofNullable(this.blocks.get(index))
                .ifPresent((block) -> tell(block, text(delta.path("toolUse"), "input")));
        }
        else if (reasoning.path("text").isString()) {
            tell(block(index, new PartHead.Thinking()), text(reasoning, "text"));
        }
        else if (reasoning.path("signature").isString()) {
            block(index, new PartHead.Thinking()).signature.append(text(reasoning, "signature"));
        }
        else if (reasoning.path("redactedContent").isString()) {
            stop(index);
            open(index,
                    new PartHead.HiddenThinking(new Signature(Issuers.BEDROCK, text(reasoning, "redactedContent"))));
        }
        else if (delta.path("citation").isObject()) {
            this.events.accept(new AnswerEvent.Cited(block(index, new PartHead.Text()).number,
                    ConverseCitations.read(delta.path("citation"))));
        }
    }

    /** The block under way; one of another kind is over with this delta. */
    private Block block(int index, PartHead head) {
        Block block = this.blocks.get(index);
        if (block != null && block.kind == head.getClass()) {
            return block;
        }
        stop(index);
        return open(index, head);
    }

    private Block open(int index, PartHead head) {
        Block block = new Block(this.nextPart++, head.getClass());
        this.blocks.put(index, block);
        this.events.accept(new AnswerEvent.PartStarted(block.number, 0, head));
        return block;
    }

    private void tell(Block block, String text) {
        if (!text.isEmpty()) {
            this.events.accept(new AnswerEvent.Delta(block.number, text));
        }
    }

    private void stop(int index) {
        Block block = this.blocks.remove(index);
        if (block == null) {
            return;
        }
        if (!block.signature.isEmpty()) {
            this.events.accept(
                    new AnswerEvent.Signed(block.number, new Signature(Issuers.CLAUDE, block.signature.toString())));
        }
        this.events.accept(new AnswerEvent.PartEnded(block.number));
    }

    private static String text(JsonNode parent, String field) {
        return parent.path(field).asString("");
    }

    private static final class Block {

        private final int number;

        private final Class<? extends PartHead> kind;

        private final StringBuilder signature = new StringBuilder();

        Block(int number, Class<? extends PartHead> kind) {
            this.number = number;
            this.kind = kind;
        }

    }

}
