package llmgateway.dialect.ollamachat;

import java.util.HashMap;
import java.util.Map;

import llmgateway.dialect.conversation.Media;
import llmgateway.dialect.conversation.Message;
import llmgateway.dialect.conversation.Part;
import llmgateway.dialect.conversation.Role;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes messages, in order. A content is one string; a tool's result is a message of its
 * own.
 */
final class MessageWriter {

    private final ArrayNode messages;

    private final Map<String, String> toolNames = new HashMap<>();

    MessageWriter(ArrayNode messages) {
        this.messages = messages;
    }

    void write(Message message) {
        Written written = new Written();
        for (Part part : message.parts()) {
            switch (part) {
                case Part.Text text -> written.line(text.text());
                case Part.Refusal refusal -> written.line(refusal.text());
                case Part.Document document -> {
                    if (document.media() instanceof Media.PlainText text) {
                        written.line(text.text());
                    }
                }
                case Part.Image image -> {
                    if (image.media() instanceof Media.Inline inline) {
                        written.images.add(inline.base64());
                    }
                }
                case Part.Thinking thinking -> {
                    if (Thoughts.areOwn(thinking)) {
                        written.thinking.append(thinking.text());
                    }
                }
                case Part.ToolCall call -> write(call, written.calls.addObject());
                case Part.ToolResult result -> {
                    written.flush(message.role());
                    write(result);
                }
                case Part.HiddenThinking hidden -> {
                }
                case Part.Audio audio -> {
                }
                case Part.CachePoint point -> {
                }
            }
        }
        written.flush(message.role());
    }

    private void write(Part.ToolCall call, ObjectNode written) {
        this.toolNames.put(call.id(), call.name());
        written.put("id", call.id());
        written.putObject("function").put("name", call.name()).set("arguments", object(call.arguments()));
    }

    /** Only an object can stand there, whatever a model wrote. */
    private static JsonNode object(JsonNode arguments) {
        return arguments.isObject() ? arguments : JsonNodeFactory.instance.objectNode().set("arguments", arguments);
    }

    private void write(Part.ToolResult result) {
        StringBuilder text = new StringBuilder();
        for (Part part : result.content()) {
            if (part instanceof Part.Text words) {
                text.append(words.text());
            }
        }
        ObjectNode written = this.messages.addObject();
        written.put("role", "tool");
        written.put("content", text.toString());
        written.put("tool_name", this.toolNames.getOrDefault(result.callId(), result.callId()));
        written.put("tool_call_id", result.callId());
    }

    /** A message under way. */
    private final class Written {

        private final StringBuilder content = new StringBuilder();

        private final StringBuilder thinking = new StringBuilder();

        private final ArrayNode images = JsonNodeFactory.instance.arrayNode();

        private final ArrayNode calls = JsonNodeFactory.instance.arrayNode();

        void line(String text) {
            this.content.append(this.content.isEmpty() ? "" : "\n").append(text);
        }

        /** Writes what there is, and begins anew. */
        void flush(Role role) {
            if (this.content.isEmpty() && this.thinking.isEmpty() && this.images.isEmpty() && this.calls.isEmpty()) {
                return;
            }
            ObjectNode message = MessageWriter.this.messages.addObject();
            message.put("role", switch (role) {
                case SYSTEM -> "system";
                case USER -> "user";
                case ASSISTANT -> "assistant";
            });
            message.put("content", this.content.toString());
            if (!this.thinking.isEmpty()) {
                message.put("thinking", this.thinking.toString());
            }
            if (!this.images.isEmpty()) {
                message.set("images", this.images.deepCopy());
            }
            if (!this.calls.isEmpty()) {
                message.set("tool_calls", this.calls.deepCopy());
            }
            this.content.setLength(0);
            this.thinking.setLength(0);
            this.images.removeAll();
            this.calls.removeAll();
        }

    }

}
