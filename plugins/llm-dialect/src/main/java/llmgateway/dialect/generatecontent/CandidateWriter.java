package llmgateway.dialect.generatecontent;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import llmgateway.dialect.conversation.AnswerCollector;
import llmgateway.dialect.conversation.AnswerEvent;
import llmgateway.dialect.conversation.AnswerEvent.PartHead;
import llmgateway.dialect.conversation.FinishReason;
import llmgateway.dialect.conversation.InOrderParts;
import llmgateway.dialect.conversation.Part;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes the chunks of one candidate, its parts one after the other. Not thread-safe. */
final class CandidateWriter {

    private final int choice;

    private final PartWriter.For client;

    private final PartWriter parts;

    private final Consumer<ObjectNode> chunks;

    private final InOrderParts inOrder = new InOrderParts(this::tell);

    private AnswerCollector part = new AnswerCollector();

    private PartHead head = new PartHead.Text();

    private FinishReason reason = FinishReason.STOP;

    CandidateWriter(int choice, PartWriter.For client, Consumer<ObjectNode> chunks) {
        this.choice = choice;
        this.client = client;
        this.parts = new PartWriter(client);
        this.chunks = chunks;
    }

    /**
     * @param event of a part
     */
    void accept(AnswerEvent event) {
        this.inOrder.accept(event);
    }

    private void tell(AnswerEvent event) {
        if (event instanceof AnswerEvent.PartStarted started) {
            this.part = new AnswerCollector();
            this.head = started.head();
        }
        this.part.accept(event);
        if (event instanceof AnswerEvent.Delta delta) {
            writeText(delta.text());
        }
        else if (event instanceof AnswerEvent.PartEnded) {
            endPart(this.part.answer().choices().get(this.choice).parts().getFirst());
        }
    }

    private void writeText(String text) {
        switch (this.head) {
            case PartHead.Text words -> write(new Part.Text(text));
            case PartHead.Refusal refusal -> write(new Part.Text(text));
            case PartHead.Thinking thinking -> {
                if (this.client.showsThoughts()) {
                    write(new Part.Thinking(text, Optional.empty()));
                }
            }
            case PartHead.ToolCall call -> {
            }
            case PartHead.HiddenThinking hidden -> {
            }
        }
    }

    private void write(Part whole) {
        ObjectNode chunk = JsonNodeFactory.instance.objectNode();
        ObjectNode content = candidate(chunk).putObject("content");
        ArrayNode written = content.putArray("parts");
        content.put("role", "model");
        this.parts.write(List.of(whole), written);
        if (!written.isEmpty()) {
            this.chunks.accept(chunk);
        }
    }

    /** What of a part is told when it is over. */
    private void endPart(Part whole) {
        switch (whole) {
            case Part.Text text -> {
                CitationWriter citations = new CitationWriter();
                citations.write(0, text.text(), text.citations());
                citations.metadata().ifPresent((metadata) -> {
                    ObjectNode chunk = JsonNodeFactory.instance.objectNode();
                    candidate(chunk).set("groundingMetadata", metadata);
                    this.chunks.accept(chunk);
                });
            }
            case Part.Refusal refusal -> {
            }
            case Part.Thinking thinking -> {
                if (thinking.signature().isPresent()) {
                    write(new Part.Thinking("", thinking.signature()));
                }
            }
            default -> write(whole);
        }
    }

    void write(AnswerEvent.Logprobs logprobs) {
        ObjectNode chunk = JsonNodeFactory.instance.objectNode();
        candidate(chunk).set("logprobsResult", LogprobsResult.write(logprobs.logprobs()));
        this.chunks.accept(chunk);
    }

    void finished(FinishReason told) {
        this.reason = told;
    }

    /** Into the last chunk. */
    void writeEnd(ObjectNode candidate) {
        candidate.putObject("content").put("role", "model");
        candidate.put("finishReason", FinishReasons.write(this.reason));
        candidate.put("index", this.choice);
    }

    private ObjectNode candidate(ObjectNode chunk) {
        return chunk.putArray("candidates").addObject().put("index", this.choice);
    }

}
