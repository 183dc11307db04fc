package llmgateway.dialect.chatcompletions;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import llmgateway.dialect.conversation.Message;
import llmgateway.dialect.conversation.Part;
import llmgateway.dialect.conversation.Role;
import llmgateway.dialect.conversation.Signature;
import llmgateway.dialect.format.RequestFields;
import llmgateway.dialect.openai.ToolArguments;

/** Reads the messages of a request. */
final class ChatMessageReader {

    private static final String CONTENT = "content";

    private final List<Message> messages = new ArrayList<>();

    /** Of the tool messages that follow each other. */
    private final List<Part> toolResults = new ArrayList<>();

    private ChatMessageReader() {
    }

    static List<Message> readAll(RequestFields request) {
        List<RequestFields> told = request.objects("messages");
        if (told.isEmpty()) {
            throw request.invalid("messages", "must have at least one element");
        }
        ChatMessageReader reader = new ChatMessageReader();
        told.forEach(reader::read);
        reader.endToolResults();
        return reader.messages;
    }

    private void read(RequestFields message) {
        String role = message.requiredString("role");
        if (role.equals("tool")) {
            this.toolResults.add(new Part.ToolResult(message.requiredString("tool_call_id"), content(message), false));
            return;
        }
        endToolResults();
        this.messages.add(switch (role) {
            case "system", "developer" -> new Message(Role.SYSTEM, content(message));
            case "user" -> new Message(Role.USER, content(message));
            case "assistant" -> new Message(Role.ASSISTANT, assistant(message));
            default -> throw message.notOneOf("role", List.of("system", "developer", "user", "assistant", "tool"));
        });
    }

    private void endToolResults() {
        if (!this.toolResults.isEmpty()) {
            this.messages.add(new Message(Role.USER, this.toolResults));
            this.toolResults.clear();
        }
    }

    private static List<Part> content(RequestFields message) {
        if (!message.has(CONTENT)) {
            throw message.missing(CONTENT);
        }
        return ChatContentReader.read(message, CONTENT);
    }

    private static List<Part> assistant(RequestFields message) {
        if (message.has("audio")) {
            throw message.notTranslatable("audio");
        }
        if (message.has("function_call")) {
            throw message.invalid("function_call", "was replaced by 'tool_calls' in 2023; use those");
        }
        List<Part> parts = new ArrayList<>(thinking(message));
        if (message.has(CONTENT)) {
            // Beside tool calls, many send an empty text.
            ChatContentReader.read(message, CONTENT)
                .stream()
                .filter((part) -> !part.equals(new Part.Text("")))
                .forEach(parts::add);
        }
        message.string("refusal").map(Part.Refusal::new).ifPresent(parts::add);
        message.objects("tool_calls").forEach((call) -> parts.add(toolCall(call)));
        return parts;
    }

    private static List<Part> thinking(RequestFields message) {
        List<Part> details = message.any(ReasoningDetails.FIELD).map(ReasoningDetails::parts).orElse(List.of());
        List<Part> texts = new ArrayList<>();
        for (String field : ReasoningDetails.TEXT_FIELDS) {
            message.string(field)
                .filter((text) -> !text.isEmpty())
                .ifPresent((text) -> texts.add(new Part.Thinking(text, Optional.of(ReasoningDetails.plain(field)))));
        }
        return ReasoningDetails.tellText(details) ? details : together(texts, details);
    }

    private static List<Part> together(List<Part> texts, List<Part> details) {
        List<Part> together = new ArrayList<>(texts.subList(0, Math.min(1, texts.size())));
        together.addAll(details);
        return together;
    }

    private static Part toolCall(RequestFields call) {
        if (!call.string("type").orElse("function").equals("function")) {
            throw call.notTranslatable("type");
        }
        RequestFields function = call.requiredObject("function");
        return new Part.ToolCall(call.requiredString("id"), function.requiredString("name"),
                ToolArguments.read(function.string("arguments").orElse("")), signature(call));
    }

    private static Optional<Signature> signature(RequestFields call) {
        return call.object(ThoughtSignature.EXTRA_CONTENT)
            .flatMap((extra) -> extra.object(ThoughtSignature.GOOGLE))
            .flatMap((google) -> google.string(ThoughtSignature.FIELD))
            .map(ThoughtSignature::read);
    }

}
