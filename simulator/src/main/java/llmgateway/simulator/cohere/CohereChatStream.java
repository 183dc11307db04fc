package llmgateway.simulator.cohere;

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
 * The stream of a chat (Cohere docs, "A Guide to Streaming Responses" and "Streaming for
 * tool use"): contents and calls each with a start, deltas and an end, numbered apart.
 */
final class CohereChatStream {

    /** What the model says before it calls tools. */
    static final String PLAN = "I will call what is offered.";

    private final ApiRequest request;

    private final Generation generation;

    private final Optional<TokenUsage> usage;

    private final List<Event> events = new ArrayList<>();

    CohereChatStream(ApiRequest request, Generation generation, Optional<TokenUsage> usage) {
        this.request = request;
        this.generation = generation;
        this.usage = usage;
    }

    Answer answer() {
        ObjectNode start = event("message-start").put("id", this.request.id(""));
        ObjectNode message = start.putObject("delta").putObject("message").put("role", "assistant");
        List.of("content", "tool_calls", "citations").forEach(message::putArray);
        add(start);
        int content = 0;
        if (!this.generation.thoughts().isEmpty()) {
            addContent(content++, "thinking", this.generation.thoughts());
        }
        if (this.generation.toolCalls().isEmpty()) {
            addContent(content, "text", this.generation.pieces());
        }
        else {
            addPlanAndCalls();
        }
        ObjectNode end = event("message-end");
        ObjectNode delta = end.putObject("delta").put("finish_reason", CohereChat.finishReason(this.generation));
        this.usage.ifPresent((tokens) -> delta.set("usage", CohereChat.usage(tokens)));
        add(end);
        return new Answer.Events(this.events, new CohereDialect().errorEvent(ApiException.ofStatus(500)));
    }

    private void addContent(int index, String kind, List<String> pieces) {
        ObjectNode start = event("content-start").put("index", index);
        message(start).putObject("content").put("type", kind).put(kind, "");
        add(start);
        for (String piece : pieces) {
            ObjectNode delta = event("content-delta").put("index", index);
            message(delta).putObject("content").put(kind, piece);
            add(delta);
        }
        add(event("content-end").put("index", index));
    }

    private void addPlanAndCalls() {
        ObjectNode plan = event("tool-plan-delta");
        message(plan).put("tool_plan", PLAN);
        add(plan);
        int index = 0;
        for (Generation.ToolCall call : this.generation.toolCalls()) {
            ObjectNode start = event("tool-call-start").put("index", index);
            message(start).set("tool_calls", CohereChat.call(this.request, index, call.name(), ""));
            add(start);
            for (String piece : call.argumentPieces()) {
                ObjectNode delta = event("tool-call-delta").put("index", index);
                message(delta).putObject("tool_calls").putObject("function").put("arguments", piece);
                add(delta);
            }
            add(event("tool-call-end").put("index", index));
            index++;
        }
    }

    private static ObjectNode message(ObjectNode event) {
        return event.putObject("delta").putObject("message");
    }

    private static ObjectNode event(String type) {
        return Json.object().put("type", type);
    }

    private void add(ObjectNode event) {
        this.events.add(Event.named(event.path("type").stringValue(), event));
    }

}
