package llmgateway.dialect.messages;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

import llmgateway.dialect.conversation.AnswerEvent;
import llmgateway.dialect.conversation.AnswerEvent.PartHead;
import llmgateway.dialect.conversation.Signature;
import llmgateway.dialect.format.StreamReader;
import llmgateway.dialect.format.UnreadableAnswer;
import llmgateway.dialect.sse.SseEvents;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads a provider's stream. The type that an event's data tells is its name again. */
final class MessagesStreamReader implements StreamReader {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final SseEvents sse = new SseEvents(this::read);

    private final Consumer<AnswerEvent> events;

    /** Blocks under way that are parts, by their index. */
    private final Map<Integer, Block> blocks = new HashMap<>();

    /** Told field by field, the last word of each holds. */
    private final ObjectNode usage = JsonNodeFactory.instance.objectNode();

    private int nextPart;

    /** Of the tool call that comes next. */
    private Optional<Signature> callSignature = Optional.empty();

    private boolean ended;

    MessagesStreamReader(Consumer<AnswerEvent> events) {
        this.events = events;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        this.sse.write(bytes, offset, length);
    }

    @Override
    public void finish() {
        this.sse.finish();
        if (!this.ended) {
            throw new UnreadableAnswer("a stream that ended before its message_stop");
        }
    }

    private void read(String name, byte[] data) {
        if (this.ended) {
            return;
        }
        JsonNode event;
        try {
            event = JSON.readTree(data);
        }
        catch (JacksonException ex) {
            throw new UnreadableAnswer("an event that is no JSON");
        }
        switch (text(event, "type")) {
            case "message_start" -> start(event.path("message"));
            case "content_block_start" -> startBlock(index(event), event.path("content_block"));
            case "content_block_delta" -> Optional.ofNullable(this.blocks.get(index(event)))
                .ifPresent((block) -> delta(block, event.path("delta")));
            case "content_block_stop" -> stopBlock(index(event));
            case "message_delta" -> delta(event);
            case "message_stop" -> this.ended = true;
            case "error" -> {
                this.ended = true;
                this.events.accept(new AnswerEvent.Failed(MessagesErrorReader.inStream(event)));
            }
            default -> {
            }
        }
    }

    private static int index(JsonNode event) {
        return event.path("index").asInt(-1);
    }

    private void start(JsonNode message) {
        this.events.accept(new AnswerEvent.Started(text(message, "id"), text(message, "model")));
        tellUsage(message.path("usage"));
    }

    private void startBlock(int index, JsonNode block) {
        switch (text(block, "type")) {
            case "text" -> {
                Block part = startPart(index, new PartHead.Text());
                tell(part, text(block, "text"));
                block.path("citations")
                    .forEach((citation) -> this.events
                        .accept(new AnswerEvent.Cited(part.number, CitationJson.read(citation))));
            }
            case "thinking" -> {
                Block part = startPart(index, new PartHead.Thinking());
                tell(part, text(block, "thinking"));
                part.signature.append(text(block, "signature"));
            }
            case "redacted_thinking" -> {
                this.callSignature = Signatures.toolCall(text(block, "data"));
                if (this.callSignature.isEmpty()) {
                    startPart(index, new PartHead.HiddenThinking(Signatures.ofClient(text(block, "data"))));
                }
            }
            case "tool_use" -> {
                Block part = startPart(index,
                        new PartHead.ToolCall(text(block, "id"), text(block, "name"), this.callSignature));
                this.callSignature = Optional.empty();
                // Told in deltas; a provider that does not stream them tells all here.
                part.input = block.path("input").isEmpty() ? "" : block.path("input").toString();
            }
            default -> {
            }
        }
    }

    private Block startPart(int index, PartHead head) {
        Block block = new Block(this.nextPart++);
        this.blocks.put(index, block);
        this.events.accept(new AnswerEvent.PartStarted(block.number, 0, head));
        return block;
    }

    private void delta(Block block, JsonNode delta) {
        switch (text(delta, "type")) {
            case "text_delta" -> tell(block, text(delta, "text"));
            case "thinking_delta" -> tell(block, text(delta, "thinking"));
            case "input_json_delta" -> {
                block.input = "";
                tell(block, text(delta, "partial_json"));
            }
            case "signature_delta" -> block.signature.append(text(delta, "signature"));
            case "citations_delta" ->
                this.events.accept(new AnswerEvent.Cited(block.number, CitationJson.read(delta.path("citation"))));
            default -> {
            }
        }
    }

    private void tell(Block block, String text) {
        if (!text.isEmpty()) {
            this.events.accept(new AnswerEvent.Delta(block.number, text));
        }
    }

    private void stopBlock(int index) {
        Block block = this.blocks.remove(index);
        if (block == null) {
            return;
        }
        tell(block, block.input);
        if (!block.signature.isEmpty()) {
            this.events.accept(new AnswerEvent.Signed(block.number, Signatures.ofClient(block.signature.toString())));
        }
        this.events.accept(new AnswerEvent.PartEnded(block.number));
    }

    private void delta(JsonNode event) {
        JsonNode delta = event.path("delta");
        if (delta.path("stop_reason").isString()) {
            this.blocks.keySet().stream().sorted().toList().forEach(this::stopBlock);
            JsonNode sequence = delta.path("stop_sequence");
            this.events.accept(new AnswerEvent.Finished(0, StopReasons.read(text(delta, "stop_reason")),
                    sequence.isString() ? Optional.of(sequence.stringValue()) : Optional.empty()));
        }
        tellUsage(event.path("usage"));
    }

    private void tellUsage(JsonNode told) {
        told.forEachEntry((field, value) -> {
            if (!value.isNull()) {
                this.usage.set(field, value);
            }
        });
        if (!told.isEmpty()) {
            this.events
                .accept(new AnswerEvent.UsageTold(UsageJson.read(this.usage), UsageJson.serviceTier(this.usage)));
        }
    }

    private static String text(JsonNode parent, String field) {
        return parent.path(field).asString("");
    }

    private static final class Block {

        private final int number;

        private final StringBuilder signature = new StringBuilder();

        private String input = "";

        Block(int number) {
            this.number = number;
        }

    }

}
