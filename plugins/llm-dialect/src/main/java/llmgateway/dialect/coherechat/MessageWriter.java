package llmgateway.dialect.coherechat;

import java.util.List;
import java.util.Optional;

import llmgateway.dialect.conversation.Media;
import llmgateway.dialect.conversation.Message;
import llmgateway.dialect.conversation.Part;
import llmgateway.dialect.conversation.Role;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes messages, in order; a tool's result is a message of its own. */
final class MessageWriter {

    private final ArrayNode messages;

    private Optional<ObjectNode> open = Optional.empty();

    MessageWriter(ArrayNode messages) {
        this.messages = messages;
    }

    void write(Message message) {
        this.open = Optional.empty();
        for (Part part : message.parts()) {
            write(message.role(), part);
        }
    }

    private void write(Role role, Part part) {
        switch (part) {
            case Part.Text text -> writeText(role, text.text());
            case Part.Refusal refusal -> writeText(role, refusal.text());
            case Part.Document document -> {
                if (document.media() instanceof Media.PlainText text) {
                    writeText(role, text.text());
                }
            }
            case Part.Image image -> writeImage(role, image);
            case Part.Thinking thinking -> {
                if (Thoughts.areOwn(thinking) && Thoughts.isPlan(thinking)) {
                    message(role).put("tool_plan", thinking.text());
                }
                else if (Thoughts.areOwn(thinking)) {
                    content(role).addObject().put("type", "thinking").put("thinking", thinking.text());
                }
            }
            case Part.ToolCall call -> writeCall(role, call);
            case Part.ToolResult result -> writeResult(result);
            case Part.HiddenThinking hidden -> {
            }
            case Part.Audio audio -> {
            }
            case Part.CachePoint point -> {
            }
        }
    }

    private void writeText(Role role, String text) {
        if (!text.isEmpty()) {
            content(role).addObject().put("type", "text").put("text", text);
        }
    }

    private void writeImage(Role role, Part.Image image) {
        Optional<String> url = switch (image.media()) {
            case Media.Url address -> Optional.of(address.url());
            case Media.Inline inline ->
                Optional.of("data:" + (inline.mediaType().isEmpty() ? "image/jpeg" : inline.mediaType()) + ";base64,"
                        + inline.base64());
            case Media.PlainText text -> Optional.empty();
            case Media.FileId id -> Optional.empty();
        };
        url.ifPresent((address) -> {
            ObjectNode written = content(role).addObject().put("type", "image_url").putObject("image_url");
            written.put("url", address);
            image.detail().ifPresent((detail) -> written.put("detail", detail));
        });
    }

    private void writeCall(Role role, Part.ToolCall call) {
        ObjectNode written = message(role).withArray("tool_calls").addObject();
        written.put("id", call.id());
        written.put("type", "function");
        written.putObject("function")
            .put("name", call.name())
            .put("arguments", call.arguments().isString() ? call.arguments().asString() : call.arguments().toString());
    }

    private void writeResult(Part.ToolResult result) {
        this.open = Optional.empty();
        ObjectNode written = this.messages.addObject();
        written.put("role", "tool");
        written.put("tool_call_id", result.callId());
        written.put("content", text(result.content()));
    }

    private static String text(List<Part> content) {
        StringBuilder text = new StringBuilder();
        for (Part part : content) {
            if (part instanceof Part.Text words) {
                text.append(words.text());
            }
        }
        return text.toString();
    }

    private ArrayNode content(Role role) {
        return message(role).withArray("content");
    }

    private ObjectNode message(Role role) {
        ObjectNode message = this.open.orElseGet(() -> this.messages.addObject().put("role", name(role)));
        this.open = Optional.of(message);
        return message;
    }

    private static String name(Role role) {
        return switch (role) {
            case SYSTEM -> "system";
            case USER -> "user";
            case ASSISTANT -> "assistant";
        };
    }

}
