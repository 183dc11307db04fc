package llmgateway.dialect.chatcompletions;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import llmgateway.dialect.conversation.ChatAnswer;
import llmgateway.dialect.conversation.Citation;
import llmgateway.dialect.conversation.Part;
import llmgateway.dialect.conversation.Signature;
import llmgateway.dialect.openai.Logprobs;
import llmgateway.dialect.openai.ToolArguments;
import llmgateway.dialect.openai.UrlCitations;
import llmgateway.dialect.openai.UsageWriter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes a whole answer: {@code CreateChatCompletionResponse}. */
final class ChatAnswerWriter {

    private static final String CONTENT = "content";

    private final Instant created;

    ChatAnswerWriter(Instant created) {
        this.created = created;
    }

    /** The provider's id, or one of our own. */
    static String id(String told) {
        return told.isEmpty() ? "chatcmpl-" + UUID.randomUUID().toString().replace("-", "") : told;
    }

    JsonNode write(ChatAnswer answer) {
        ObjectNode written = JsonNodeFactory.instance.objectNode();
        written.put("id", id(answer.id()));
        written.put("object", "chat.completion");
        written.put("created", this.created.getEpochSecond());
        written.put("model", answer.model());
        List<ChatAnswer.Choice> choices = answer.choices();
        for (int index = 0; index < choices.size(); index++) {
            write(choices.get(index), written.withArray("choices").addObject().put("index", index));
        }
        answer.usage().ifPresent((usage) -> written.set("usage", UsageWriter.CHAT_COMPLETIONS.write(usage)));
        answer.serviceTier().ifPresent((tier) -> written.put("service_tier", tier));
        return written;
    }

    private static void write(ChatAnswer.Choice choice, ObjectNode written) {
        writeMessage(choice.parts(), written.putObject("message").put("role", "assistant"));
        if (choice.logprobs().isEmpty()) {
            written.putNull("logprobs");
        }
        else {
            written.putObject("logprobs").putNull("refusal").set(CONTENT, Logprobs.write(choice.logprobs()));
        }
        boolean hasRefusal = choice.parts().stream().anyMatch(Part.Refusal.class::isInstance);
        written.put("finish_reason", FinishReasons.write(choice.reason(), hasRefusal));
    }

    private static void writeMessage(List<Part> parts, ObjectNode message) {
        StringBuilder text = new StringBuilder();
        StringBuilder thoughts = new StringBuilder();
        message.putNull(CONTENT).putNull("refusal");
        for (Part part : parts) {
            switch (part) {
                case Part.Text told -> {
                    told.citations().forEach((citation) -> writeCitation(citation, text.length(), message));
                    text.append(told.text());
                }
                case Part.Refusal refusal -> message.put("refusal", refusal.text());
                case Part.Thinking thinking -> {
                    thoughts.append(thinking.text());
                    thinking.signature()
                        .ifPresent((signature) -> writeDetail(signature, thinking.text(), false, message));
                }
                case Part.HiddenThinking hidden -> writeDetail(hidden.signature(), "", true, message);
                case Part.ToolCall call -> writeCall(call, message.withArray("tool_calls").addObject());
                default -> throw new IllegalArgumentException("no part of an answer: " + part.getClass());
            }
        }
        if (!text.isEmpty()) {
            message.put(CONTENT, text.toString());
        }
        if (!thoughts.isEmpty()) {
            message.put(ReasoningDetails.TEXT_FIELDS.getFirst(), thoughts.toString());
        }
    }

    private static void writeDetail(Signature signature, String text, boolean hidden, ObjectNode message) {
        int index = message.path(ReasoningDetails.FIELD).size();
        ReasoningDetails.forClient(signature, text, hidden, index)
            .ifPresent((detail) -> message.withArray(ReasoningDetails.FIELD).add(detail));
    }

    private static void writeCitation(Citation citation, int before, ObjectNode message) {
        UrlCitations.write(citation, before,
                message.withArray("annotations").addObject().put("type", "url_citation").putObject("url_citation"));
    }

    private static void writeCall(Part.ToolCall call, ObjectNode written) {
        written.put("id", call.id()).put("type", "function");
        written.putObject("function").put("name", call.name()).put("arguments", ToolArguments.write(call.arguments()));
        call.signature().ifPresent((signature) -> ThoughtSignature.writeForClient(signature, written));
    }

}
