package llmgateway.dialect.messages;

import java.util.Optional;
import java.util.UUID;

import llmgateway.core.usage.Usage;
import llmgateway.dialect.claude.ToolInput;
import llmgateway.dialect.conversation.ChatAnswer;
import llmgateway.dialect.conversation.Part;
import llmgateway.dialect.conversation.Signature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes an answer as a message to the client. */
final class MessagesAnswerWriter {

    private MessagesAnswerWriter() {
    }

    static JsonNode write(ChatAnswer answer) {
        ChatAnswer.Choice choice = answer.choices().getFirst();
        ObjectNode message = head(answer.id(), answer.model());
        ArrayNode content = message.putArray("content");
        choice.parts().forEach((part) -> write(part, content));
        message.put("stop_reason", StopReasons.write(choice.reason(), choice.parts()));
        choice.stopSequence()
            .ifPresentOrElse((sequence) -> message.put("stop_sequence", sequence),
                    () -> message.putNull("stop_sequence"));
        message.set("usage", UsageJson.write(answer.usage().orElse(Usage.NONE), answer.serviceTier()));
        return message;
    }

    /** Clients expect an id, whether or not the provider gave one. */
    static ObjectNode head(String id, String model) {
        return JsonNodeFactory.instance.objectNode()
            .put("id", id.isEmpty() ? "msg_" + UUID.randomUUID().toString().replace("-", "") : id)
            .put("type", "message")
            .put("role", "assistant")
            .put("model", model);
    }

    private static void write(Part part, ArrayNode content) {
        switch (part) {
            case Part.Text text -> {
                ObjectNode block = text(text.text(), content);
                if (!text.citations().isEmpty()) {
                    ArrayNode citations = block.putArray("citations");
                    text.citations().forEach((citation) -> citations.add(CitationJson.write(citation)));
                }
            }
            case Part.Refusal refusal -> text(refusal.text(), content);
            case Part.Thinking thinking -> content.addObject()
                .put("type", "thinking")
                .put("thinking", thinking.text())
                .put("signature", thinking.signature().map(Signatures::forClient).orElse(""));
            case Part.HiddenThinking hidden -> redacted(Signatures.forClient(hidden.signature()), content);
            case Part.ToolCall call -> {
                Optional<Signature> signature = call.signature();
                signature.ifPresent((ofCall) -> redacted(Signatures.ofToolCall(ofCall), content));
                content.addObject()
                    .put("type", "tool_use")
                    .put("id", call.id())
                    .put("name", call.name())
                    .set("input", ToolInput.of(call.arguments()));
            }
            case Part.Image image -> throw notInAnswers();
            case Part.Document document -> throw notInAnswers();
            case Part.Audio audio -> throw notInAnswers();
            case Part.ToolResult result -> throw notInAnswers();
            case Part.CachePoint point -> throw notInAnswers();
        }
    }

    private static ObjectNode text(String text, ArrayNode content) {
        return content.addObject().put("type", "text").put("text", text);
    }

    private static void redacted(String data, ArrayNode content) {
        content.addObject().put("type", "redacted_thinking").put("data", data);
    }

    private static IllegalArgumentException notInAnswers() {
        return new IllegalArgumentException("no part of an answer");
    }

}
