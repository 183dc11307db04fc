package llmgateway.dialect.converse;

import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import llmgateway.core.usage.Usage;
import llmgateway.dialect.conversation.AnswerEvent;
import llmgateway.dialect.conversation.AnswerEvent.PartHead;
import llmgateway.dialect.conversation.FinishReason;
import llmgateway.dialect.conversation.InOrderParts;
import llmgateway.dialect.eventstream.EventFrame;
import llmgateway.dialect.format.StreamWriter;

/** Writes a client's stream, one block after the other. Only tool calls have a start. */
final class ConverseStreamWriter implements StreamWriter {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private final InOrderParts inOrder = new InOrderParts(this::writeNow);

    private final Map<Integer, PartHead> heads = new HashMap<>();

    private int index;

    private FinishReason reason = FinishReason.STOP;

    private Usage usage = Usage.NONE;

    private Optional<String> serviceTier = Optional.empty();

    @Override
    public byte[] write(AnswerEvent event) {
        this.inOrder.accept(event);
        return taken();
    }

    @Override
    public byte[] finish() {
        write("messageStop", object().put("stopReason", ConverseStopReasons.write(this.reason)));
        ObjectNode metadata = object();
        metadata.set("usage", ConverseUsageJson.write(this.usage));
        this.serviceTier.ifPresent((tier) -> metadata.putObject("serviceTier").put("type", tier));
        write("metadata", metadata);
        return taken();
    }

    private void writeNow(AnswerEvent event) {
        switch (event) {
            case AnswerEvent.Started started -> write("messageStart", object().put("role", "assistant"));
            case AnswerEvent.PartStarted started -> start(started);
            case AnswerEvent.Delta delta -> delta(head(delta.part()), delta.text());
            case AnswerEvent.Signed signed -> {
                if (head(signed.part()) instanceof PartHead.Thinking) {
                    reasoning("signature", Signatures.text(signed.signature()));
                }
            }
            case AnswerEvent.Cited cited -> {
                ObjectNode delta = object();
                delta.set("citation", ConverseCitations.write(cited.citation()));
                delta(delta);
            }
            case AnswerEvent.PartEnded ended -> {
                this.heads.remove(ended.part());
                end();
            }
            case AnswerEvent.Finished finished -> this.reason = finished.reason();
            case AnswerEvent.UsageTold told -> {
                this.usage = told.usage();
                this.serviceTier = told.serviceTier().or(() -> this.serviceTier);
            }
            case AnswerEvent.Logprobs logprobs -> {
            }
            case AnswerEvent.Failed failed -> throw new IllegalArgumentException("errors are written elsewhere");
        }
    }

    private void start(AnswerEvent.PartStarted started) {
        this.heads.put(started.part(), started.head());
        switch (started.head()) {
            case PartHead.ToolCall call -> {
                call.signature().ifPresent((signature) -> {
                    reasoning("redactedContent", Signatures.redactedOfToolCall(signature));
                    end();
                });
                ObjectNode event = blockEvent();
                event.putObject("start").putObject("toolUse").put("toolUseId", call.id()).put("name", call.name());
                write("contentBlockStart", event);
            }
            case PartHead.HiddenThinking hidden ->
                reasoning("redactedContent", Signatures.redacted(hidden.signature()));
            case PartHead.Text text -> {
            }
            case PartHead.Refusal refusal -> {
            }
            case PartHead.Thinking thinking -> {
            }
        }
    }

    private void delta(PartHead head, String text) {
        switch (head) {
            case PartHead.Text told -> delta(object().put("text", text));
            case PartHead.Refusal refused -> delta(object().put("text", text));
            case PartHead.Thinking thinking -> reasoning("text", text);
            case PartHead.ToolCall call -> {
                ObjectNode delta = object();
                delta.putObject("toolUse").put("input", text);
                delta(delta);
            }
            case PartHead.HiddenThinking hidden -> {
            }
        }
    }

    private void reasoning(String field, String value) {
        ObjectNode delta = object();
        delta.putObject("reasoningContent").put(field, value);
        delta(delta);
    }

    private void delta(ObjectNode delta) {
        ObjectNode event = blockEvent();
        event.set("delta", delta);
        write("contentBlockDelta", event);
    }

    private void end() {
        write("contentBlockStop", blockEvent());
        this.index++;
    }

    private PartHead head(int part) {
        PartHead head = this.heads.get(part);
        if (head == null) {
            throw new IllegalStateException("part " + part + " was not started");
        }
        return head;
    }

    private ObjectNode blockEvent() {
        return object().put("contentBlockIndex", this.index);
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private void write(String type, ObjectNode event) {
        this.out.writeBytes(EventFrame.event(type, JSON.writeValueAsBytes(event)));
    }

    private byte[] taken() {
        byte[] taken = this.out.toByteArray();
        this.out.reset();
        return taken;
    }

}
