package llmgateway.dialect.responses;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import llmgateway.core.error.Rejects;
import llmgateway.dialect.conversation.Media;
import llmgateway.dialect.conversation.Message;
import llmgateway.dialect.conversation.Part;
import llmgateway.dialect.conversation.Signature;
import llmgateway.dialect.format.UntranslatableRequest;
import llmgateway.dialect.openai.DataUrl;
import llmgateway.dialect.openai.FileName;
import llmgateway.dialect.openai.ToolArguments;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes messages as input items. */
final class InputWriter {

    private static final String TYPE = "type";

    private final ArrayNode written = JsonNodeFactory.instance.arrayNode();

    private InputWriter() {
    }

    static ArrayNode write(List<Message> messages) {
        InputWriter writer = new InputWriter();
        for (Message message : messages) {
            switch (message.role()) {
                case SYSTEM -> writer.writeMessage("system", message.parts());
                case USER -> writer.writeUser(message.parts());
                case ASSISTANT -> message.parts().forEach(writer::writeSaid);
            }
        }
        return writer.written;
    }

    private ObjectNode item(String type) {
        return this.written.addObject().put(TYPE, type);
    }

    private void writeUser(List<Part> parts) {
        List<Part> content = new ArrayList<>();
        for (Part part : parts) {
            if (part instanceof Part.ToolResult result) {
                ObjectNode output = item("function_call_output").put("call_id", result.callId());
                writeContent(result.content(), output, "output");
            }
            else {
                content.add(part);
            }
        }
        if (!content.isEmpty() || parts.isEmpty()) {
            writeMessage("user", content);
        }
    }

    private void writeMessage(String role, List<Part> parts) {
        writeContent(parts, item("message").put("role", role), "content");
    }

    private static void writeContent(List<Part> told, ObjectNode item, String field) {
        List<Part> parts = told.stream().filter((part) -> !(part instanceof Part.CachePoint)).toList();
        if (parts.isEmpty()) {
            item.put(field, "");
        }
        else if (parts.size() == 1 && parts.getFirst() instanceof Part.Text text) {
            item.put(field, text.text());
        }
        else {
            ArrayNode list = item.putArray(field);
            parts.forEach((part) -> writePart(part, list.addObject()));
        }
    }

    private static void writePart(Part part, ObjectNode written) {
        switch (part) {
            case Part.Text text -> writeText(text.text(), written);
            case Part.Image image -> {
                written.put(TYPE, "input_image").put("image_url", url(image.media()));
                written.put("detail", image.detail().orElse("auto"));
            }
            case Part.Document document -> writeDocument(document, written);
            default -> throw new UntranslatableRequest(
                    Rejects.invalidRequest("A message of the user or system holds what only the model can say."));
        }
    }

    private static void writeText(String text, ObjectNode written) {
        written.put(TYPE, "input_text").put("text", text);
    }

    private static void writeDocument(Part.Document document, ObjectNode written) {
        if (document.media() instanceof Media.PlainText plain) {
            writeText(document.name().map((name) -> name + ":\n").orElse("") + plain.text(), written);
            return;
        }
        written.put(TYPE, "input_file");
        if (document.media() instanceof Media.Url url) {
            document.name().ifPresent((name) -> written.put("filename", name));
            written.put("file_url", url.url());
        }
        else {
            written.put("filename", FileName.of(document));
            written.put("file_data", url(document.media()));
        }
    }

    private static String url(Media media) {
        return switch (media) {
            case Media.Url url -> url.url();
            case Media.Inline inline -> inline.mediaType().isEmpty() ? inline.base64() : DataUrl.of(inline);
            case Media.PlainText plain -> throw notTranslatable("image_text");
            case Media.FileId id -> throw notTranslatable("file_id");
        };
    }

    private void writeSaid(Part part) {
        switch (part) {
            case Part.Text text -> writeSaid("output_text", "text", text.text());
            case Part.Refusal refusal -> writeSaid("refusal", "refusal", refusal.text());
            case Part.ToolCall call -> item("function_call").put("call_id", call.id())
                .put("name", call.name())
                .put("arguments", ToolArguments.write(call.arguments()));
            case Part.Thinking thinking ->
                thinking.signature().ifPresent((signature) -> writeThinking(signature, Optional.of(thinking.text())));
            case Part.HiddenThinking hidden -> writeThinking(hidden.signature(), Optional.empty());
            case Part.CachePoint point -> {
                // Caching needs no marks.
            }
            case Part.Image image -> throw notFromTheModel("an image");
            case Part.Document document -> throw notFromTheModel("a document");
            case Part.Audio audio -> throw notFromTheModel("a sound");
            case Part.ToolResult result -> throw notFromTheModel("a tool's result");
        }
    }

    private void writeSaid(String type, String field, String text) {
        item("message").put("role", "assistant").putArray("content").addObject().put(TYPE, type).put(field, text);
    }

    /** Another's thoughts are left out. */
    private void writeThinking(Signature signature, Optional<String> text) {
        signature.of(EncryptedContent.ISSUER).ifPresent((encrypted) -> {
            ArrayNode summary = item("reasoning").put(EncryptedContent.FIELD, encrypted).putArray("summary");
            text.ifPresent((thoughts) -> summary.addObject().put(TYPE, "summary_text").put("text", thoughts));
        });
    }

    private static UntranslatableRequest notTranslatable(String feature) {
        return new UntranslatableRequest(Rejects.notTranslatable(feature));
    }

    private static UntranslatableRequest notFromTheModel(String what) {
        return new UntranslatableRequest(Rejects.invalidRequest("The provider of this model does not take " + what
                + " in what the model said before; leave it out, or send it as the user's."));
    }

}
