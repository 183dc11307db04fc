package llmgateway.dialect.responses;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import llmgateway.dialect.conversation.AnswerEvent.PartHead;
import llmgateway.dialect.conversation.Citation;
import llmgateway.dialect.conversation.Part;
import llmgateway.dialect.conversation.Signature;
import llmgateway.dialect.conversation.TokenLogprob;
import llmgateway.dialect.openai.Logprobs;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** An item of the output that is told piece by piece. Not thread-safe. */
final class OutputItem {

    private final PartHead head;

    private final String id;

    private final int index;

    private final EventSequence events;

    private final StringBuilder text = new StringBuilder();

    private final List<Citation> citations = new ArrayList<>();

    private final List<TokenLogprob> logprobs = new ArrayList<>();

    private Optional<Signature> signature = Optional.empty();

    private OutputItem(PartHead head, String id, int index, EventSequence events) {
        this.head = head;
        this.id = id;
        this.index = index;
        this.events = events;
    }

    /**
     * @param index its place in the output
     */
    static OutputItem of(PartHead head, OutputItems items, int index, EventSequence events) {
        String prefix = switch (head) {
            case PartHead.Text text -> "msg_";
            case PartHead.Refusal refusal -> "msg_";
            case PartHead.Thinking thinking -> "rs_";
            case PartHead.HiddenThinking hidden -> "rs_";
            case PartHead.ToolCall call -> "fc_";
        };
        return new OutputItem(head, items.nextId(prefix), index, events);
    }

    int index() {
        return this.index;
    }

    boolean isText() {
        return this.head instanceof PartHead.Text;
    }

    /** The id of the call that it is. */
    Optional<String> toolCall() {
        return (this.head instanceof PartHead.ToolCall call) ? Optional.of(call.id()) : Optional.empty();
    }

    void start() {
        ObjectNode empty = OutputItems.started(switch (this.head) {
            case PartHead.Text told -> OutputItems.message(this.id);
            case PartHead.Refusal told -> OutputItems.message(this.id);
            case PartHead.Thinking told -> emptyReasoning();
            case PartHead.HiddenThinking told -> emptyReasoning();
            case PartHead.ToolCall call -> OutputItems.functionCall(this.id, call.id(), call.name(), "");
        });
        this.events.tell("response.output_item.added",
                (event) -> event.put("output_index", this.index).set("item", empty));
        switch (this.head) {
            case PartHead.Text told -> tellContent("response.content_part.added", (event) -> event.set("part", part()));
            case PartHead.Refusal told ->
                tellContent("response.content_part.added", (event) -> event.set("part", part()));
            case PartHead.Thinking told -> tellSummary("response.reasoning_summary_part.added",
                    (event) -> event.set("part", OutputItems.summary("")));
            case PartHead.HiddenThinking told -> {
                // Has no pieces.
            }
            case PartHead.ToolCall told -> {
                // Has one piece, its arguments.
            }
        }
    }

    void delta(String piece) {
        this.text.append(piece);
        switch (this.head) {
            case PartHead.Text told -> tellText(piece, List.of());
            case PartHead.Refusal told -> tellContent("response.refusal.delta", (event) -> event.put("delta", piece));
            case PartHead.Thinking told ->
                tellSummary("response.reasoning_summary_text.delta", (event) -> event.put("delta", piece));
            case PartHead.ToolCall told ->
                tell("response.function_call_arguments.delta", (event) -> event.put("delta", piece));
            case PartHead.HiddenThinking told -> {
                // Has no text.
            }
        }
    }

    void logprobs(List<TokenLogprob> told) {
        this.logprobs.addAll(told);
        tellText("", told);
    }

    void sign(Signature told) {
        this.signature = Optional.of(told);
    }

    void cite(Citation citation) {
        int place = this.citations.size();
        this.citations.add(citation);
        tellContent("response.output_text.annotation.added",
                (event) -> event.put("annotation_index", place).set("annotation", OutputItems.annotation(citation)));
    }

    /**
     * @return the whole item
     */
    ObjectNode end() {
        String whole = this.text.toString();
        ObjectNode item = switch (this.head) {
            case PartHead.Text told -> {
                tellContent("response.output_text.done",
                        (event) -> event.put("text", whole).set("logprobs", Logprobs.write(this.logprobs)));
                yield endContent();
            }
            case PartHead.Refusal told -> {
                tellContent("response.refusal.done", (event) -> event.put("refusal", whole));
                yield endContent();
            }
            case PartHead.Thinking told -> {
                tellSummary("response.reasoning_summary_text.done", (event) -> event.put("text", whole));
                tellSummary("response.reasoning_summary_part.done",
                        (event) -> event.set("part", OutputItems.summary(whole)));
                yield OutputItems.reasoning(this.id, new Part.Thinking(whole, this.signature));
            }
            case PartHead.HiddenThinking told -> emptyReasoning();
            case PartHead.ToolCall call -> {
                String arguments = whole.isEmpty() ? "{}" : whole;
                tell("response.function_call_arguments.done",
                        (event) -> event.put("name", call.name()).put("arguments", arguments));
                yield OutputItems.functionCall(this.id, call.id(), call.name(), arguments);
            }
        };
        this.events.tell("response.output_item.done",
                (event) -> event.put("output_index", this.index).set("item", item));
        return item;
    }

    private ObjectNode endContent() {
        ObjectNode part = part();
        tellContent("response.content_part.done", (event) -> event.set("part", part));
        return OutputItems.message(this.id, part.deepCopy());
    }

    private ObjectNode part() {
        return isText() ? OutputItems.text(new Part.Text(this.text.toString(), this.citations), this.logprobs)
                : OutputItems.refusal(this.text.toString());
    }

    private ObjectNode emptyReasoning() {
        ObjectNode item = JsonNodeFactory.instance.objectNode().put("id", this.id).put("type", "reasoning");
        item.putArray("summary");
        return item;
    }

    private void tellText(String piece, List<TokenLogprob> told) {
        ArrayNode written = Logprobs.write(told);
        tellContent("response.output_text.delta", (event) -> event.put("delta", piece).set("logprobs", written));
    }

    private void tellContent(String type, Consumer<ObjectNode> fields) {
        tell(type, (event) -> {
            event.put("content_index", 0);
            fields.accept(event);
        });
    }

    private void tellSummary(String type, Consumer<ObjectNode> fields) {
        tell(type, (event) -> {
            event.put("summary_index", 0);
            fields.accept(event);
        });
    }

    private void tell(String type, Consumer<ObjectNode> fields) {
        this.events.tell(type, (event) -> {
            event.put("item_id", this.id).put("output_index", this.index);
            fields.accept(event);
        });
    }

}
