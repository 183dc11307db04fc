package llmgateway.simulator.anthropic;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import llmgateway.simulator.api.ApiException;
import llmgateway.simulator.api.ApiRequest;
import llmgateway.simulator.api.Json;
import llmgateway.simulator.generation.Generation;
import llmgateway.simulator.generation.ThoughtSeal;
import llmgateway.simulator.generation.TokenUsage;
import llmgateway.simulator.wire.Answer;
import llmgateway.simulator.wire.Event;
import tools.jackson.databind.node.ObjectNode;

/**
 * The stream of a message: message_start, for each block content_block_start, deltas and
 * content_block_stop, then message_delta and message_stop; a ping after the first block's
 * start.
 */
final class MessageStream {

    private final ApiRequest request;

    private final MessageRequest asked;

    private final Generation generation;

    private final Optional<TokenUsage> usage;

    private final List<ObjectNode> events = new ArrayList<>();

    /** The number of the block under way. */
    private int block;

    MessageStream(ApiRequest request, MessageRequest asked, Generation generation, Optional<TokenUsage> usage) {
        this.request = request;
        this.asked = asked;
        this.generation = generation;
        this.usage = usage;
    }

    Answer answer() {
        ObjectNode message = Messages.head(this.request, this.asked.model());
        this.usage.ifPresent((tokens) -> message.set("usage", Messages.usage(tokens).put("output_tokens", 1)));
        add("message_start").set("message", message);
        if (!this.generation.thoughts().isEmpty()) {
            addThinking();
        }
        if (!this.generation.pieces().isEmpty()) {
            addText();
        }
        this.generation.toolCalls().forEach(this::addToolUse);
        addEnd();
        List<Event> named = this.events.stream()
            .map((event) -> Event.named(event.path("type").stringValue(), event))
            .toList();
        return new Answer.Events(named, new AnthropicDialect().errorEvent(ApiException.ofStatus(529)));
    }

    private void addThinking() {
        addBlockStart(Json.object().put("type", "thinking").put("thinking", "").put("signature", ""));
        if (this.asked.tellsThoughts()) {
            for (String piece : this.generation.thoughts()) {
                addDelta().put("type", "thinking_delta").put("thinking", piece);
            }
        }
        addDelta().put("type", "signature_delta").put("signature", ThoughtSeal.of(this.generation.thought()));
        addBlockStop();
    }

    private void addText() {
        addBlockStart(Json.object().put("type", "text").put("text", ""));
        for (String piece : this.generation.pieces()) {
            addDelta().put("type", "text_delta").put("text", piece);
        }
        addBlockStop();
    }

    private void addToolUse(Generation.ToolCall call) {
        ObjectNode block = Messages.toolUse(this.request, this.block, call);
        block.putObject("input");
        addBlockStart(block);
        for (String piece : call.argumentPieces()) {
            addDelta().put("type", "input_json_delta").put("partial_json", piece);
        }
        addBlockStop();
    }

    private void addEnd() {
        ObjectNode end = add("message_delta");
        end.putObject("delta")
            .put("stop_reason", Messages.stopReason(this.generation))
            .put("stop_sequence", this.generation.stopSequence().orElse(null));
        this.usage.ifPresent((tokens) -> end.set("usage", cumulative(tokens)));
        add("message_stop");
    }

    private static ObjectNode cumulative(TokenUsage tokens) {
        ObjectNode usage = Messages.usage(tokens);
        usage.remove(List.of("cache_creation", "service_tier"));
        return usage;
    }

    private void addBlockStart(ObjectNode content) {
        add("content_block_start").put("index", this.block).set("content_block", content);
        if (this.block == 0) {
            add("ping");
        }
    }

    private ObjectNode addDelta() {
        return add("content_block_delta").put("index", this.block).putObject("delta");
    }

    private void addBlockStop() {
        add("content_block_stop").put("index", this.block++);
    }

    private ObjectNode add(String type) {
        ObjectNode event = Json.object().put("type", type);
        this.events.add(event);
        return event;
    }

}
