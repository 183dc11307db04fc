package llmgateway.dialect.messages;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import llmgateway.core.usage.Usage;
import llmgateway.dialect.conversation.ChatAnswer;
import llmgateway.dialect.conversation.Part;
import llmgateway.dialect.conversation.Signature;
import llmgateway.dialect.format.UnreadableAnswer;
import tools.jackson.databind.JsonNode;

/** Reads a provider's message. */
final class MessagesAnswerReader {

    private final List<Part> parts = new ArrayList<>();

    /** Of the tool call that comes next. */
    private Optional<Signature> callSignature = Optional.empty();

    private MessagesAnswerReader() {
    }

    static ChatAnswer read(JsonNode message) {
        if (!message.path("content").isArray()) {
            throw new UnreadableAnswer("a message without content");
        }
        MessagesAnswerReader reader = new MessagesAnswerReader();
        message.path("content").forEach(reader::readBlock);
        JsonNode usage = message.path("usage");
        JsonNode stopSequence = message.path("stop_sequence");
        return new ChatAnswer(text(message, "id"), text(message, "model"),
                List.of(new ChatAnswer.Choice(reader.parts, StopReasons.read(text(message, "stop_reason")),
                        stopSequence.isString() ? Optional.of(stopSequence.stringValue()) : Optional.empty(),
                        List.of())),
                usage.isObject() ? Optional.of(UsageJson.read(usage)) : Optional.<Usage>empty(),
                UsageJson.serviceTier(usage));
    }

    /** What the provider's own tools did is not asked for by translated requests. */
    private void readBlock(JsonNode block) {
        switch (text(block, "type")) {
            case "text" ->
                this.parts.add(new Part.Text(text(block, "text"), CitationJson.readAll(block.path("citations"))));
            case "thinking" -> this.parts.add(new Part.Thinking(text(block, "thinking"),
                    Optional.of(text(block, "signature")).filter((s) -> !s.isEmpty()).map(Signatures::ofClient)));
            case "redacted_thinking" -> {
                Optional<Signature> ofCall = Signatures.toolCall(text(block, "data"));
                if (ofCall.isEmpty()) {
                    this.parts.add(new Part.HiddenThinking(Signatures.ofClient(text(block, "data"))));
                }
                this.callSignature = ofCall;
            }
            case "tool_use" -> {
                this.parts.add(new Part.ToolCall(text(block, "id"), text(block, "name"), block.path("input"),
                        this.callSignature));
                this.callSignature = Optional.empty();
            }
            default -> {
            }
        }
    }

    private static String text(JsonNode parent, String field) {
        return parent.path(field).asString("");
    }

}
