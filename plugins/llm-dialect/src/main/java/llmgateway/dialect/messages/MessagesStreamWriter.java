package llmgateway.dialect.messages;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import llmgateway.core.usage.Usage;
import llmgateway.dialect.conversation.AnswerEvent;
import llmgateway.dialect.conversation.AnswerEvent.PartHead;
import llmgateway.dialect.conversation.FinishReason;
import llmgateway.dialect.conversation.InOrderParts;
import llmgateway.dialect.format.StreamWriter;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes a client's stream, one block after the other. The reason of the end and the
 * usage stand in one event, so that they wait for the end.
 */
final class MessagesStreamWriter implements StreamWriter {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private final InOrderParts inOrder = new InOrderParts(this::writeNow);

    private final Map<Integer, PartHead> heads = new HashMap<>();

    private int index;

    private boolean refusal;

    private FinishReason reason = FinishReason.STOP;

    private Optional<String> stopSequence = Optional.empty();

    private Usage usage = Usage.NONE;

    private Optional<String> serviceTier = Optional.empty();

    @Override
    public byte[] write(AnswerEvent event) {
        this.inOrder.accept(event);
        return taken();
    }

    @Override
    public byte[] finish() {
        ObjectNode event = event("message_delta");
        ObjectNode delta = event.putObject("delta");
        delta.put("stop_reason", StopReasons.write(StopReasons.refused(this.reason, this.refusal)));
        this.stopSequence.ifPresentOrElse((sequence) -> delta.put("stop_sequence", sequence),
                () -> delta.putNull("stop_sequence"));
        event.set("usage", UsageJson.write(this.usage, this.serviceTier));
        write(event);
        write(event("message_stop"));
        return taken();
    }

    private void writeNow(AnswerEvent event) {
        switch (event) {
            case AnswerEvent.Started started -> start(started);
            case AnswerEvent.PartStarted started -> startPart(started);
            case AnswerEvent.Delta delta -> delta(head(delta.part()), delta.text());
            case AnswerEvent.Signed signed -> {
                if (head(signed.part()) instanceof PartHead.Thinking) {
                    delta("signature_delta", "signature", Signatures.forClient(signed.signature()));
                }
            }
            case AnswerEvent.Cited cited -> {
                ObjectNode delta = blockEvent("content_block_delta");
                delta.putObject("delta")
                    .put("type", "citations_delta")
                    .set("citation", CitationJson.write(cited.citation()));
                write(delta);
            }
            case AnswerEvent.PartEnded ended -> {
                this.heads.remove(ended.part());
                endBlock();
            }
            case AnswerEvent.Finished finished -> {
                this.reason = finished.reason();
                this.stopSequence = finished.stopSequence();
            }
            case AnswerEvent.UsageTold told -> {
                this.usage = told.usage();
                this.serviceTier = told.serviceTier().or(() -> this.serviceTier);
            }
            case AnswerEvent.Logprobs logprobs -> {
            }
            case AnswerEvent.Failed failed -> throw new IllegalArgumentException("errors are written elsewhere");
        }
    }

    private void start(AnswerEvent.Started started) {
        ObjectNode event = event("message_start");
        ObjectNode message = MessagesAnswerWriter.head(started.id(), started.model());
        message.putArray("content");
        message.putNull("stop_reason").putNull("stop_sequence");
        // Not known before the end, where all of it is told.
        message.putObject("usage").put("input_tokens", 0).put("output_tokens", 0);
        event.set("message", message);
        write(event);
    }

    private void startPart(AnswerEvent.PartStarted started) {
        this.heads.put(started.part(), started.head());
        ObjectNode block = JsonNodeFactory.instance.objectNode();
        switch (started.head()) {
            case PartHead.Text text -> block.put("type", "text").put("text", "");
            case PartHead.Refusal refused -> {
                this.refusal = true;
                block.put("type", "text").put("text", "");
            }
            case PartHead.Thinking thinking -> block.put("type", "thinking").put("thinking", "").put("signature", "");
            case PartHead.HiddenThinking hidden -> redacted(Signatures.forClient(hidden.signature()), block);
            case PartHead.ToolCall call -> {
                call.signature().ifPresent((signature) -> {
                    startBlock(redacted(Signatures.ofToolCall(signature), JsonNodeFactory.instance.objectNode()));
                    endBlock();
                });
                block.put("type", "tool_use").put("id", call.id()).put("name", call.name()).putObject("input");
            }
        }
        startBlock(block);
    }

    private static ObjectNode redacted(String data, ObjectNode block) {
        return block.put("type", "redacted_thinking").put("data", data);
    }

    private void startBlock(ObjectNode block) {
        ObjectNode event = blockEvent("content_block_start");
        event.set("content_block", block);
        write(event);
    }

    private void endBlock() {
        write(blockEvent("content_block_stop"));
        this.index++;
    }

    private PartHead head(int part) {
        PartHead head = this.heads.get(part);
        if (head == null) {
            throw new IllegalStateException("part " + part + " was not started");
        }
        return head;
    }

    private void delta(PartHead head, String text) {
        switch (head) {
            case PartHead.Text told -> delta("text_delta", "text", text);
            case PartHead.Refusal refused -> delta("text_delta", "text", text);
            case PartHead.Thinking thinking -> delta("thinking_delta", "thinking", text);
            case PartHead.ToolCall call -> delta("input_json_delta", "partial_json", text);
            case PartHead.HiddenThinking hidden -> {
            }
        }
    }

    private void delta(String type, String field, String text) {
        ObjectNode event = blockEvent("content_block_delta");
        event.putObject("delta").put("type", type).put(field, text);
        write(event);
    }

    private ObjectNode blockEvent(String type) {
        return event(type).put("index", this.index);
    }

    private static ObjectNode event(String type) {
        return JsonNodeFactory.instance.objectNode().put("type", type);
    }

    private void write(ObjectNode event) {
        this.out
            .writeBytes(("event: " + event.path("type").stringValue() + "\ndata: ").getBytes(StandardCharsets.UTF_8));
        this.out.writeBytes(JSON.writeValueAsBytes(event));
        this.out.writeBytes("\n\n".getBytes(StandardCharsets.UTF_8));
    }

    private byte[] taken() {
        byte[] taken = this.out.toByteArray();
        this.out.reset();
        return taken;
    }

}
