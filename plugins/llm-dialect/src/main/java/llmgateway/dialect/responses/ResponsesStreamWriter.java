package llmgateway.dialect.responses;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import llmgateway.core.usage.Usage;
import llmgateway.dialect.conversation.AnswerEvent;
import llmgateway.dialect.conversation.AnswerEvent.PartHead;
import llmgateway.dialect.conversation.ChatRequest;
import llmgateway.dialect.conversation.FinishReason;
import llmgateway.dialect.conversation.Signature;
import llmgateway.dialect.conversation.TokenLogprob;
import llmgateway.dialect.format.StreamWriter;
import llmgateway.dialect.openai.Logprobs;
import tools.jackson.databind.node.ObjectNode;

/** Writes {@code ResponseStreamEvent}s, the whole sequence of each item. */
final class ResponsesStreamWriter implements StreamWriter {

    private final ChatRequest request;

    private final Instant created;

    private final EventSequence events = new EventSequence();

    /** By part, until it ends. */
    private final Map<Integer, OutputItem> open = new TreeMap<>();

    /** Parts of hidden thinking. */
    private final Set<Integer> hidden = new HashSet<>();

    /** By their place in the output. */
    private final Map<Integer, ObjectNode> output = new TreeMap<>();

    private ResponseObject response;

    private OutputItems items;

    private int outputItems;

    private boolean refused;

    /** Told when no text is under way. */
    private final List<TokenLogprob> logprobs = new ArrayList<>();

    private FinishReason reason = FinishReason.STOP;

    private Optional<Usage> usage = Optional.empty();

    private Optional<String> serviceTier = Optional.empty();

    ResponsesStreamWriter(ChatRequest request, Instant created) {
        this.request = request;
        this.created = created;
        this.response = new ResponseObject("", "", created, request);
        this.items = new OutputItems("");
    }

    @Override
    public byte[] write(AnswerEvent event) {
        switch (event) {
            case AnswerEvent.Started started -> start(started);
            case AnswerEvent.PartStarted started -> start(started);
            case AnswerEvent.Delta delta -> item(delta.part()).delta(delta.text());
            case AnswerEvent.Signed signed -> sign(signed.part(), signed.signature());
            case AnswerEvent.Cited cited -> item(cited.part()).cite(cited.citation());
            case AnswerEvent.Logprobs told -> logprobs(told.logprobs());
            case AnswerEvent.PartEnded ended -> end(ended.part());
            case AnswerEvent.Finished finished -> this.reason = finished.reason();
            case AnswerEvent.UsageTold told -> {
                this.usage = Optional.of(told.usage());
                this.serviceTier = told.serviceTier().or(() -> this.serviceTier);
            }
            case AnswerEvent.Failed failed -> throw new IllegalArgumentException("an error is not written here");
        }
        return this.events.taken();
    }

    @Override
    public byte[] finish() {
        addLogprobs();
        ObjectNode ended = this.response.ended(List.copyOf(this.output.values()), this.reason, this.refused, this.usage,
                this.serviceTier);
        this.events.tell("response." + ended.path("status").stringValue(), (event) -> event.set("response", ended));
        return this.events.taken();
    }

    private void start(AnswerEvent.Started started) {
        this.response = new ResponseObject(ResponseObject.id(started.id()), started.model(), this.created,
                this.request);
        this.items = new OutputItems(this.response.id());
        this.events.tell("response.created", (event) -> event.set("response", this.response.inProgress()));
        this.events.tell("response.in_progress", (event) -> event.set("response", this.response.inProgress()));
    }

    private void start(AnswerEvent.PartStarted started) {
        switch (started.head()) {
            case PartHead.HiddenThinking hidden -> {
                // Whole in one item.
                this.hidden.add(started.part());
                tellWhole(OutputItems.hidden(this.items.nextId("rs_"), hidden.signature()));
                return;
            }
            case PartHead.ToolCall call ->
                call.signature().ifPresent((signature) -> tellWhole(OutputItems.ofToolCall(call.id(), signature)));
            case PartHead.Refusal refusal -> this.refused = true;
            case PartHead.Text text -> {
                // Needs nothing before it.
            }
            case PartHead.Thinking thinking -> {
                // Needs nothing before it.
            }
        }
        OutputItem item = OutputItem.of(started.head(), this.items, this.outputItems++, this.events);
        this.open.put(started.part(), item);
        item.start();
    }

    private void sign(int part, Signature signature) {
        if (this.hidden.contains(part)) {
            tellWhole(OutputItems.hidden(this.items.nextId("rs_"), signature));
            return;
        }
        OutputItem item = item(part);
        item.toolCall()
            .ifPresentOrElse((call) -> tellWhole(OutputItems.ofToolCall(call, signature)), () -> item.sign(signature));
    }

    private void end(int part) {
        OutputItem item = this.open.remove(part);
        if (item != null) {
            this.output.put(item.index(), item.end());
        }
    }

    private void logprobs(List<TokenLogprob> told) {
        this.open.values()
            .stream()
            .filter(OutputItem::isText)
            .findFirst()
            .ifPresentOrElse((text) -> text.logprobs(told), () -> this.logprobs.addAll(told));
    }

    /** To the first text. */
    private void addLogprobs() {
        if (this.logprobs.isEmpty()) {
            return;
        }
        this.output.values()
            .stream()
            .map((item) -> item.path("content").path(0))
            .filter((content) -> content.has("logprobs"))
            .findFirst()
            .ifPresent((content) -> ((ObjectNode) content).set("logprobs", Logprobs.write(this.logprobs)));
    }

    private void tellWhole(ObjectNode item) {
        int index = this.outputItems++;
        this.output.put(index, item);
        this.events.tell("response.output_item.added", (event) -> event.put("output_index", index).set("item", item));
        this.events.tell("response.output_item.done", (event) -> event.put("output_index", index).set("item", item));
    }

    private OutputItem item(int part) {
        OutputItem item = this.open.get(part);
        if (item == null) {
            throw new IllegalStateException("part " + part + " is not under way");
        }
        return item;
    }

}
