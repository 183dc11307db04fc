package llmgateway.simulator.bedrock;

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
 * The stream of an answer: messageStart, for each block a start (of tool calls alone),
 * deltas and a stop, then messageStop and metadata.
 */
final class ConverseStream {

    private final ApiRequest request;

    private final Generation generation;

    private final Optional<TokenUsage> usage;

    private final List<Event> events = new ArrayList<>();

    ConverseStream(ApiRequest request, Generation generation, Optional<TokenUsage> usage) {
        this.request = request;
        this.generation = generation;
        this.usage = usage;
    }

    Answer answer() {
        add("messageStart", Json.object().put("role", "assistant"));
        for (String piece : this.generation.pieces()) {
            addDelta(0, Json.object().put("text", piece));
        }
        if (this.generation.toolCalls().isEmpty()) {
            add("contentBlockStop", block(0));
        }
        int index = 0;
        for (Generation.ToolCall call : this.generation.toolCalls()) {
            addToolCall(index++, call);
        }
        add("messageStop", Json.object().put("stopReason", Converse.stopReason(this.generation)));
        ObjectNode metadata = Json.object();
        this.usage.ifPresent((tokens) -> metadata.set("usage", Converse.usage(tokens)));
        metadata.putObject("metrics").put("latencyMs", 1);
        add("metadata", metadata);
        return new Answer.Frames(this.events, new BedrockDialect().errorEvent(ApiException.ofStatus(424)));
    }

    private void addToolCall(int index, Generation.ToolCall call) {
        ObjectNode start = block(index);
        start.putObject("start")
            .putObject("toolUse")
            .put("toolUseId", this.request.id("tooluse_", index))
            .put("name", call.name());
        add("contentBlockStart", start);
        for (String piece : call.argumentPieces()) {
            ObjectNode delta = Json.object();
            delta.putObject("toolUse").put("input", piece);
            addDelta(index, delta);
        }
        add("contentBlockStop", block(index));
    }

    private void addDelta(int index, ObjectNode delta) {
        ObjectNode event = block(index);
        event.set("delta", delta);
        add("contentBlockDelta", event);
    }

    private static ObjectNode block(int index) {
        return Json.object().put("contentBlockIndex", index);
    }

    private void add(String type, ObjectNode payload) {
        this.events.add(Event.named(type, payload));
    }

}
