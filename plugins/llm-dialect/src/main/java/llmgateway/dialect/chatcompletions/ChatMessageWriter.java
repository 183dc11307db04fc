package llmgateway.dialect.chatcompletions;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import llmgateway.core.error.Rejects;
import llmgateway.dialect.conversation.Message;
import llmgateway.dialect.conversation.Part;
import llmgateway.dialect.conversation.Signature;
import llmgateway.dialect.format.UntranslatableRequest;
import llmgateway.dialect.openai.ToolArguments;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes the messages of a request. */
final class ChatMessageWriter {

    private static final String CONTENT = "content";

    private final ArrayNode written = JsonNodeFactory.instance.arrayNode();

    private ChatMessageWriter() {
    }

    static ArrayNode write(List<Message> messages) {
        ChatMessageWriter writer = new ChatMessageWriter();
        for (Message message : messages) {
            switch (message.role()) {
                case SYSTEM -> writer.writeContent("system", message.parts());
                case USER -> writer.writeUser(message.parts());
                case ASSISTANT -> writer.writeAssistant(message.parts());
            }
        }
        return writer.written;
    }

    private ObjectNode message(String role) {
        return this.written.addObject().put("role", role);
    }

    private void writeContent(String role, List<Part> parts) {
        ChatContentWriter.write(parts, message(role), CONTENT);
    }

    /**
     * Tool messages follow the call at once and hold only text: what else a tool gave
     * comes after them.
     */
    private void writeUser(List<Part> parts) {
        List<Part> others = new ArrayList<>();
        for (Part part : parts) {
            if (part instanceof Part.ToolResult result) {
                others.addAll(writeResult(result));
            }
        }
        boolean hasResults = parts.stream().anyMatch(Part.ToolResult.class::isInstance);
        parts.stream().filter((part) -> !(part instanceof Part.ToolResult)).forEach(others::add);
        if (!others.isEmpty() || !hasResults) {
            writeContent("user", others);
        }
    }

    private List<Part> writeResult(Part.ToolResult result) {
        List<Part> texts = result.content().stream().filter(Part.Text.class::isInstance).toList();
        List<Part> others = result.content().stream().filter((part) -> !(part instanceof Part.Text)).toList();
        ChatContentWriter.write(texts, message("tool").put("tool_call_id", result.callId()), CONTENT);
        if (others.isEmpty()) {
            return others;
        }
        List<Part> told = new ArrayList<>();
        told.add(new Part.Text("From the tool call " + result.callId() + ":"));
        told.addAll(others);
        return told;
    }

    private void writeAssistant(List<Part> parts) {
        ObjectNode message = message("assistant");
        StringBuilder text = new StringBuilder();
        for (Part part : parts) {
            switch (part) {
                case Part.Text told -> text.append(told.text());
                case Part.Refusal refusal -> message.put("refusal", refusal.text());
                case Part.ToolCall call -> writeCall(call, message.withArray("tool_calls").addObject());
                case Part.Thinking thinking ->
                    thinking.signature().ifPresent((signature) -> writeThinking(signature, thinking.text(), message));
                case Part.HiddenThinking hidden -> writeThinking(hidden.signature(), "", message);
                case Part.CachePoint point -> {
                    // This API has none.
                }
                case Part.Image image -> throw notFromTheModel("an image");
                case Part.Document document -> throw notFromTheModel("a document");
                case Part.Audio audio -> throw notFromTheModel("a sound");
                case Part.ToolResult result -> throw notFromTheModel("a tool's result");
            }
        }
        if (!text.isEmpty()) {
            message.put(CONTENT, text.toString());
        }
        else if (message.has("tool_calls") || message.has("refusal")) {
            message.putNull(CONTENT);
        }
        else {
            message.put(CONTENT, "");
        }
    }

    /** Another's thoughts are left out. */
    private static void writeThinking(Signature signature, String text, ObjectNode message) {
        Optional<String> own = signature.of(ReasoningDetails.ISSUER);
        if (own.isEmpty()) {
            return;
        }
        if (ReasoningDetails.TEXT_FIELDS.contains(own.get())) {
            message.put(own.get(), message.path(own.get()).stringValue("") + text);
        }
        else {
            ReasoningDetails.detail(own.get(), text).ifPresent(message.withArray(ReasoningDetails.FIELD)::add);
        }
    }

    private static void writeCall(Part.ToolCall call, ObjectNode written) {
        written.put("id", call.id()).put("type", "function");
        written.putObject("function").put("name", call.name()).put("arguments", ToolArguments.write(call.arguments()));
        call.signature().ifPresent((signature) -> ThoughtSignature.writeForProvider(signature, written));
    }

    private static UntranslatableRequest notFromTheModel(String what) {
        return new UntranslatableRequest(Rejects.invalidRequest("The provider of this model does not take " + what
                + " in what the model said before; leave it out, or send it as the user's."));
    }

}
