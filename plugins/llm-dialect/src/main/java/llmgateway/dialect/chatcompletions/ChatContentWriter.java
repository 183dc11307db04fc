package llmgateway.dialect.chatcompletions;

import java.util.List;

import llmgateway.core.error.Rejects;
import llmgateway.dialect.conversation.Media;
import llmgateway.dialect.conversation.Part;
import llmgateway.dialect.format.UntranslatableRequest;
import llmgateway.dialect.openai.DataUrl;
import llmgateway.dialect.openai.FileName;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes what a message is made of: a text as such, more as a list. */
final class ChatContentWriter {

    private ChatContentWriter() {
    }

    static void write(List<Part> told, ObjectNode message, String field) {
        List<Part> parts = told.stream().filter((part) -> !(part instanceof Part.CachePoint)).toList();
        if (parts.isEmpty()) {
            message.put(field, "");
        }
        else if (parts.size() == 1 && parts.getFirst() instanceof Part.Text text) {
            message.put(field, text.text());
        }
        else {
            ArrayNode list = message.putArray(field);
            parts.forEach((part) -> write(part, list.addObject()));
        }
    }

    private static void write(Part part, ObjectNode written) {
        switch (part) {
            case Part.Text text -> writeText(text.text(), written);
            case Part.Image image -> writeImage(image, written);
            case Part.Document document -> writeDocument(document, written);
            case Part.Audio audio -> writeAudio(audio.media(), written);
            case Part.ToolCall call -> throw notHere();
            case Part.ToolResult result -> throw notHere();
            case Part.Thinking thinking -> throw notHere();
            case Part.HiddenThinking hidden -> throw notHere();
            case Part.Refusal refusal -> throw notHere();
            case Part.CachePoint point -> throw notHere();
        }
    }

    private static void writeText(String text, ObjectNode written) {
        written.put("type", "text").put("text", text);
    }

    private static void writeImage(Part.Image image, ObjectNode written) {
        ObjectNode url = written.put("type", "image_url")
            .putObject("image_url")
            .put("url", url(image.media(), "image"));
        image.detail().ifPresent((detail) -> url.put("detail", detail));
    }

    private static void writeDocument(Part.Document document, ObjectNode written) {
        if (document.media() instanceof Media.PlainText plain) {
            writeText(document.name().map((name) -> name + ":\n").orElse("") + plain.text(), written);
            return;
        }
        if (!(document.media() instanceof Media.Inline inline)) {
            throw notTranslatable("document_url");
        }
        ObjectNode file = written.put("type", "file").putObject("file");
        file.put("filename", FileName.of(document));
        file.put("file_data", inline.mediaType().isEmpty() ? inline.base64() : DataUrl.of(inline));
    }

    private static void writeAudio(Media media, ObjectNode written) {
        if (!(media instanceof Media.Inline inline)) {
            throw notTranslatable("audio_url");
        }
        written.put("type", "input_audio")
            .putObject("input_audio")
            .put("data", inline.base64())
            .put("format", AudioFormat.of(inline.mediaType()));
    }

    private static String url(Media media, String what) {
        return switch (media) {
            case Media.Url url -> url.url();
            case Media.Inline inline -> DataUrl.of(inline);
            case Media.PlainText plain -> throw notTranslatable(what + "_text");
            case Media.FileId id -> throw notTranslatable("file_id");
        };
    }

    private static UntranslatableRequest notTranslatable(String feature) {
        return new UntranslatableRequest(Rejects.notTranslatable(feature));
    }

    private static UntranslatableRequest notHere() {
        return new UntranslatableRequest(
                Rejects.invalidRequest("A message of the user or system holds what only the model can say."));
    }

}
