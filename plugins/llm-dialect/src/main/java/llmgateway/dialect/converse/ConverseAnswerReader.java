package llmgateway.dialect.converse;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import llmgateway.dialect.conversation.ChatAnswer;
import llmgateway.dialect.conversation.Part;
import llmgateway.dialect.conversation.Signature;
import llmgateway.dialect.format.UnreadableAnswer;
import tools.jackson.databind.JsonNode;

/** Reads an answer, which names neither itself nor its model. */
final class ConverseAnswerReader {

    private ConverseAnswerReader() {
    }

    static ChatAnswer read(JsonNode document) {
        JsonNode content = document.path("output").path("message").path("content");
        if (!content.isArray()) {
            throw new UnreadableAnswer("an answer without content");
        }
        List<Part> parts = new ArrayList<>();
        content.forEach((block) -> part(block).ifPresent(parts::add));
        JsonNode usage = document.path("usage");
        return new ChatAnswer("", "",
                List.of(new ChatAnswer.Choice(parts, ConverseStopReasons.read(document.path("stopReason").asString("")),
                        Optional.empty(), List.of())),
                usage.isObject() ? Optional.of(ConverseUsageJson.read(usage)) : Optional.empty(),
                ConverseUsageJson.serviceTier(document));
    }

    private static Optional<Part> part(JsonNode block) {
        if (block.path("text").isString()) {
            return Optional.of(new Part.Text(block.path("text").stringValue()));
        }
        if (block.has("toolUse")) {
            JsonNode call = block.path("toolUse");
            // What the service's own tools did is not asked for by translated requests.
            return call.has("type") ? Optional.empty() : Optional.of(new Part.ToolCall(text(call, "toolUseId"),
                    text(call, "name"), call.path("input"), Optional.empty()));
        }
        if (block.has("reasoningContent")) {
            return reasoning(block.path("reasoningContent"));
        }
        if (block.has("citationsContent")) {
            JsonNode cited = block.path("citationsContent");
            String text = cited.path("content")
                .valueStream()
                .map((piece) -> text(piece, "text"))
                .collect(Collectors.joining());
            return Optional
                .of(new Part.Text(text, cited.path("citations").valueStream().map(ConverseCitations::read).toList()));
        }
        return Optional.empty();
    }

    private static Optional<Part> reasoning(JsonNode reasoning) {
        if (reasoning.path("redactedContent").isString()) {
            return Optional.of(new Part.HiddenThinking(
                    new Signature(Issuers.BEDROCK, reasoning.path("redactedContent").stringValue())));
        }
        JsonNode text = reasoning.path("reasoningText");
        return Optional.of(new Part.Thinking(text(text, "text"),
                Optional.of(text(text, "signature"))
                    .filter((signature) -> !signature.isEmpty())
                    .map((signature) -> new Signature(Issuers.CLAUDE, signature))));
    }

    private static String text(JsonNode parent, String field) {
        return parent.path(field).asString("");
    }

}
