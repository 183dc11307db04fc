package llmgateway.simulator.bedrock;

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
 * The stream of an answer: messageStart, for each block a start (of tool calls alone),
 * deltas and a stop, then messageStop and metadata.
 */
final class ConverseStream {

    private final ApiRequest request;

    private final ConverseRequest asked;

    private final Generation generation;

    private final Optional<TokenUsage> usage;

    private final List<Event> events = new ArrayList<>();

    /** The number of the block under way. */
    private int block;

    ConverseStream(ApiRequest request, ConverseRequest asked, Generation generation, Optional<TokenUsage> usage) {
        this.request = request;
        this.asked = asked;
        this.generation = generation;
        this.usage = usage;
    }

    Answer answer() {
        add("messageStart", Json.object().put("role", "assistant"));
        if (!this.generation.thoughts().isEmpty()) {
            addThinking();
        }
        if (!this.generation.pieces().isEmpty()) {
            this.generation.pieces().forEach((piece) -> addDelta(Json.object().put("text", piece)));
            addStop();
        }
        this.generation.toolCalls().forEach(this::addToolCall);
        add("messageStop", Json.object().put("stopReason", Converse.stopReason(this.generation)));
        ObjectNode metadata = Json.object();
        this.usage.ifPresent((tokens) -> metadata.set("usage", Converse.usage(tokens)));
        metadata.putObject("metrics").put("latencyMs", 1);
        add("metadata", metadata);
        return new Answer.Frames(this.events, new BedrockDialect().errorEvent(ApiException.ofStatus(424)));
    }

    private void addThinking() {
        if (this.asked.tellsThoughts()) {
            this.generation.thoughts().forEach((piece) -> addReasoning("text", piece));
        }
        addReasoning("signature", ThoughtSeal.of(this.generation.thought()));
        addStop();
    }

    private void addReasoning(String name, String piece) {
        ObjectNode delta = Json.object();
        delta.putObject("reasoningContent").put(name, piece);
        addDelta(delta);
    }

    private void addToolCall(Generation.ToolCall call) {
        ObjectNode start = numbered();
        start.putObject("start")
            .putObject("toolUse")
            .put("toolUseId", this.request.id("tooluse_", this.block))
            .put("name", call.name());
        add("contentBlockStart", start);
        for (String piece : call.argumentPieces()) {
            ObjectNode delta = Json.object();
            delta.putObject("toolUse").put("input", piece);
            addDelta(delta);
        }
        addStop();
    }

    private void addDelta(ObjectNode delta) {
        ObjectNode event = numbered();
        event.set("delta", delta);
        add("contentBlockDelta", event);
    }

    private void addStop() {
        add("contentBlockStop", numbered());
        this.block++;
    }

    private ObjectNode numbered() {
        return Json.object().put("contentBlockIndex", this.block);
    }

    private void add(String type, ObjectNode payload) {
        this.events.add(Event.named(type, payload));
    }

}
