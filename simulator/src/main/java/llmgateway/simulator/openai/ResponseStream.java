package llmgateway.simulator.openai;

import java.util.ArrayList;
import java.util.List;

import llmgateway.simulator.api.Json;
import llmgateway.simulator.generation.Generation;
import llmgateway.simulator.wire.Answer;
import llmgateway.simulator.wire.Event;
import tools.jackson.databind.node.ObjectNode;

/**
 * The stream of a response: created, in_progress, for each output item its begin, its
 * deltas and its end, then completed or incomplete with the whole response.
 */
final class ResponseStream {

    private final ObjectNode running;

    private final ObjectNode finished;

    private final List<ObjectNode> output;

    private final Generation generation;

    private final List<Event> events = new ArrayList<>();

    ResponseStream(ObjectNode running, ObjectNode finished, List<ObjectNode> output, Generation generation) {
        this.running = running;
        this.finished = finished;
        this.output = output;
        this.generation = generation;
    }

    Answer answer() {
        add("response.created", Json.object().set("response", this.running));
        add("response.in_progress", Json.object().set("response", this.running));
        for (int index = 0; index < this.output.size(); index++) {
            switch (this.output.get(index).path("type").stringValue()) {
                case "reasoning" -> addReasoning(index);
                case "message" -> addMessage(index);
                default -> addFunctionCall(index);
            }
        }
        String end = this.generation.cutShort() ? "response.incomplete" : "response.completed";
        add(end, Json.object().set("response", this.finished));
        return new Answer.Events(this.events, errorEvent());
    }

    private void addMessage(int index) {
        ObjectNode item = this.output.get(index);
        ObjectNode begun = item.deepCopy().put("status", "in_progress");
        begun.putArray("content");
        addItem("response.output_item.added", index, begun);
        if (this.generation.end() == Generation.End.REFUSAL) {
            add("response.content_part.added", part(index).set("part", Responses.refusalPart("")));
            this.generation.pieces().forEach((piece) -> add("response.refusal.delta", part(index).put("delta", piece)));
            add("response.refusal.done", part(index).put("refusal", this.generation.text()));
        }
        else {
            add("response.content_part.added", part(index).set("part", Responses.textPart("")));
            for (String piece : this.generation.pieces()) {
                add("response.output_text.delta", withLogprobs(part(index).put("delta", piece)));
            }
            add("response.output_text.done", withLogprobs(part(index).put("text", this.generation.text())));
        }
        add("response.content_part.done", part(index).set("part", item.path("content").path(0)));
        addItem("response.output_item.done", index, item);
    }

    private void addReasoning(int index) {
        ObjectNode item = this.output.get(index);
        ObjectNode begun = item.deepCopy();
        begun.putArray("summary");
        addItem("response.output_item.added", index, begun);
        if (!item.path("summary").isEmpty()) {
            add("response.reasoning_summary_part.added", summary(index).set("part", summaryPart("")));
            for (String piece : this.generation.thoughts()) {
                add("response.reasoning_summary_text.delta", summary(index).put("delta", piece));
            }
            add("response.reasoning_summary_text.done", summary(index).put("text", this.generation.thought()));
            add("response.reasoning_summary_part.done",
                    summary(index).set("part", summaryPart(this.generation.thought())));
        }
        addItem("response.output_item.done", index, item);
    }

    private static ObjectNode summaryPart(String text) {
        return Json.object().put("type", "summary_text").put("text", text);
    }

    private ObjectNode summary(int index) {
        return ofItem(index).put("summary_index", 0);
    }

    private void addFunctionCall(int index) {
        ObjectNode item = this.output.get(index);
        Generation.ToolCall call = new Generation.ToolCall(item.path("name").stringValue(),
                item.path("arguments").stringValue());
        addItem("response.output_item.added", index, item.deepCopy().put("status", "in_progress").put("arguments", ""));
        for (String piece : call.argumentPieces()) {
            add("response.function_call_arguments.delta", ofItem(index).put("delta", piece));
        }
        add("response.function_call_arguments.done",
                ofItem(index).put("name", call.name()).put("arguments", call.arguments()));
        addItem("response.output_item.done", index, item);
    }

    private void addItem(String type, int index, ObjectNode item) {
        add(type, Json.object().put("output_index", index).set("item", item));
    }

    private ObjectNode ofItem(int index) {
        return Json.object().set("item_id", this.output.get(index).path("id")).put("output_index", index);
    }

    private ObjectNode part(int index) {
        return ofItem(index).put("content_index", 0);
    }

    private static ObjectNode withLogprobs(ObjectNode event) {
        event.putArray("logprobs");
        return event;
    }

    private void add(String type, ObjectNode event) {
        ObjectNode numbered = Json.object().put("type", type).put("sequence_number", this.events.size());
        this.events.add(Event.named(type, numbered.setAll(event)));
    }

    private Event errorEvent() {
        ObjectNode error = Json.object()
            .put("type", "error")
            .put("sequence_number", this.events.size())
            .put("code", "server_error")
            .put("message", "The simulator fails, as it was asked to.");
        return Event.named("error", error.putNull("param"));
    }

}
