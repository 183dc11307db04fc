package llmgateway.simulator.anthropic;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import llmgateway.simulator.api.ApiException;
import llmgateway.simulator.api.ApiRequest;
import llmgateway.simulator.api.Json;
import llmgateway.simulator.generation.Generation;
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

    private final String model;

    private final Generation generation;

    private final Optional<TokenUsage> usage;

    private final List<ObjectNode> events = new ArrayList<>();

    MessageStream(ApiRequest request, String model, Generation generation, Optional<TokenUsage> usage) {
        this.request = request;
        this.model = model;
        this.generation = generation;
        this.usage = usage;
    }

    Answer answer() {
        ObjectNode message = Messages.head(this.request, this.model);
        this.usage.ifPresent((tokens) -> message.set("usage", Messages.usage(tokens).put("output_tokens", 1)));
        add("message_start").set("message", message);
        if (this.generation.toolCalls().isEmpty()) {
            addText();
        }
        else {
            addToolUses();
        }
        addEnd();
        List<Event> named = this.events.stream()
            .map((event) -> Event.named(event.path("type").stringValue(), event))
            .toList();
        return new Answer.Events(named, new AnthropicDialect().errorEvent(ApiException.ofStatus(529)));
    }

    private void addText() {
        addBlockStart(0, Json.object().put("type", "text").put("text", ""));
        for (String piece : this.generation.pieces()) {
            addDelta(0).put("type", "text_delta").put("text", piece);
        }
        add("content_block_stop").put("index", 0);
    }

    private void addToolUses() {
        int index = 0;
        for (Generation.ToolCall call : this.generation.toolCalls()) {
            ObjectNode block = Messages.toolUse(this.request, index, call);
            block.putObject("input");
            addBlockStart(index, block);
            for (String piece : call.argumentPieces()) {
                addDelta(index).put("type", "input_json_delta").put("partial_json", piece);
            }
            add("content_block_stop").put("index", index);
            index++;
        }
    }

    private void addEnd() {
        ObjectNode end = add("message_delta");
        end.putObject("delta").put("stop_reason", Messages.stopReason(this.generation)).putNull("stop_sequence");
        this.usage.ifPresent((tokens) -> end.set("usage", cumulative(tokens)));
        add("message_stop");
    }

    private static ObjectNode cumulative(TokenUsage tokens) {
        ObjectNode usage = Messages.usage(tokens);
        usage.remove(List.of("cache_creation", "service_tier"));
        return usage;
    }

    private void addBlockStart(int index, ObjectNode block) {
        add("content_block_start").put("index", index).set("content_block", block);
        if (index == 0) {
            add("ping");
        }
    }

    private ObjectNode addDelta(int index) {
        return add("content_block_delta").put("index", index).putObject("delta");
    }

    private ObjectNode add(String type) {
        ObjectNode event = Json.object().put("type", type);
        this.events.add(event);
        return event;
    }

}
