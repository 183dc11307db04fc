package llmgateway.dialect.responses;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import llmgateway.dialect.conversation.Message;
import llmgateway.dialect.conversation.Part;
import llmgateway.dialect.conversation.Role;
import llmgateway.dialect.conversation.Signature;
import llmgateway.dialect.format.RequestFields;
import llmgateway.dialect.openai.ToolArguments;

/**
 * Reads the input, item by item. What the model said in a row is one message, and so are
 * the results of tools that follow each other.
 */
final class InputReader {

    private final List<Message> messages = new ArrayList<>();

    private final List<Part> said = new ArrayList<>();

    private final List<Part> toolResults = new ArrayList<>();

    /** By the id of the tool call. */
    private final Map<String, Signature> signatures = new HashMap<>();

    private InputReader() {
    }

    static List<Message> read(RequestFields request) {
        InputReader reader = new InputReader();
        request.string("instructions")
            .ifPresent((text) -> reader.messages.add(new Message(Role.SYSTEM, List.of(new Part.Text(text)))));
        if (request.isString("input")) {
            reader.messages.add(new Message(Role.USER, List.of(new Part.Text(request.requiredString("input")))));
            return reader.messages;
        }
        if (!request.isArray("input")) {
            throw request.has("input") ? request.invalid("input", "must be a string or an array")
                    : request.missing("input");
        }
        request.objects("input").forEach(reader::readItem);
        reader.endToolResults();
        reader.endSaid();
        return reader.signed();
    }

    private void readItem(RequestFields item) {
        item.ignore("status", "id");
        String type = item.string("type").orElse("message");
        switch (type) {
            case "message" -> readMessage(item);
            case "function_call" -> said(new Part.ToolCall(item.requiredString("call_id"), item.requiredString("name"),
                    ToolArguments.read(item.requiredString("arguments")), Optional.empty()));
            case "reasoning" -> readReasoning(item);
            case "function_call_output" -> {
                endSaid();
                this.toolResults.add(new Part.ToolResult(item.requiredString("call_id"),
                        InputContentReader.read(item, "output"), false));
            }
            default -> throw item.notTranslatable("type");
        }
    }

    private void readMessage(RequestFields message) {
        // Tells commentary and answer apart, which other models do not.
        message.ignore("phase");
        String role = message.requiredString("role");
        List<Part> content = InputContentReader.read(message, "content");
        switch (role) {
            case "assistant" -> content.forEach(this::said);
            case "user" -> endWith(new Message(Role.USER, content));
            case "system", "developer" -> endWith(new Message(Role.SYSTEM, content));
            default -> throw message.notOneOf("role", List.of("user", "assistant", "system", "developer"));
        }
    }

    private void readReasoning(RequestFields item) {
        List<String> summary = texts(item, "summary");
        List<String> content = texts(item, "content");
        Optional<Signature> signature = item.string(EncryptedContent.FIELD).map(EncryptedContent::read);
        String id = item.string("id").orElse("");
        if (id.startsWith(EncryptedContent.OF_TOOL_CALL)) {
            signature
                .ifPresent((told) -> this.signatures.put(id.substring(EncryptedContent.OF_TOOL_CALL.length()), told));
            return;
        }
        List<String> thoughts = summary.isEmpty() ? content : summary;
        if (!thoughts.isEmpty()) {
            said(new Part.Thinking(String.join("\n\n", thoughts), signature));
        }
        else {
            signature.map(Part.HiddenThinking::new).ifPresent(this::said);
        }
    }

    private static List<String> texts(RequestFields item, String field) {
        return item.objects(field).stream().map((part) -> {
            part.ignore("type");
            return part.requiredString("text");
        }).toList();
    }

    private void said(Part part) {
        endToolResults();
        this.said.add(part);
    }

    private void endWith(Message message) {
        endSaid();
        endToolResults();
        this.messages.add(message);
    }

    private void endSaid() {
        if (!this.said.isEmpty()) {
            this.messages.add(new Message(Role.ASSISTANT, this.said));
            this.said.clear();
        }
    }

    private void endToolResults() {
        if (!this.toolResults.isEmpty()) {
            this.messages.add(new Message(Role.USER, this.toolResults));
            this.toolResults.clear();
        }
    }

    private List<Message> signed() {
        return this.messages.stream()
            .map((message) -> new Message(message.role(), message.parts().stream().map(this::signed).toList()))
            .toList();
    }

    private Part signed(Part part) {
        return (part instanceof Part.ToolCall call) ? new Part.ToolCall(call.id(), call.name(), call.arguments(),
                Optional.ofNullable(this.signatures.get(call.id()))) : part;
    }

}
