package llmgateway.dialect.converse;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import llmgateway.core.usage.Usage;
import llmgateway.dialect.claude.ToolInput;
import llmgateway.dialect.conversation.ChatAnswer;
import llmgateway.dialect.conversation.Part;

/** Writes an answer to the client; how long the model took is not known here. */
final class ConverseAnswerWriter {

    private ConverseAnswerWriter() {
    }

    static JsonNode write(ChatAnswer answer) {
        ChatAnswer.Choice choice = answer.choices().getFirst();
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        ArrayNode content = document.putObject("output")
            .putObject("message")
            .put("role", "assistant")
            .putArray("content");
        choice.parts().forEach((part) -> write(part, content));
        document.put("stopReason", ConverseStopReasons.write(choice.reason()));
        document.set("usage", ConverseUsageJson.write(answer.usage().orElse(Usage.NONE)));
        answer.serviceTier().ifPresent((tier) -> document.putObject("serviceTier").put("type", tier));
        return document;
    }

    private static void write(Part part, ArrayNode content) {
        switch (part) {
            case Part.Text text when text.citations().isEmpty() -> content.addObject().put("text", text.text());
            case Part.Text text -> {
                ObjectNode cited = content.addObject().putObject("citationsContent");
                cited.putArray("content").addObject().put("text", text.text());
                ArrayNode citations = cited.putArray("citations");
                text.citations().forEach((citation) -> citations.add(ConverseCitations.write(citation)));
            }
            case Part.Refusal refusal -> content.addObject().put("text", refusal.text());
            case Part.Thinking thinking -> {
                ObjectNode text = content.addObject()
                    .putObject("reasoningContent")
                    .putObject("reasoningText")
                    .put("text", thinking.text());
                thinking.signature().ifPresent((signature) -> text.put("signature", Signatures.text(signature)));
            }
            case Part.HiddenThinking hidden -> redacted(Signatures.redacted(hidden.signature()), content);
            case Part.ToolCall call -> {
                call.signature().ifPresent((signature) -> redacted(Signatures.redactedOfToolCall(signature), content));
                content.addObject()
                    .putObject("toolUse")
                    .put("toolUseId", call.id())
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

    private static void redacted(String data, ArrayNode content) {
        content.addObject().putObject("reasoningContent").put("redactedContent", data);
    }

    private static IllegalArgumentException notInAnswers() {
        return new IllegalArgumentException("no part of an answer");
    }

}
