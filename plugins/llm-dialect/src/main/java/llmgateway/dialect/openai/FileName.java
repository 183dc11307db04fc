package llmgateway.dialect.openai;

import llmgateway.dialect.conversation.Media;
import llmgateway.dialect.conversation.Part;

/**
 * OpenAI refuses the bytes of a file without a name, by whose ending it tells its type.
 */
public final class FileName {

    private static final String USUAL = "document.pdf";

    private FileName() {
    }

    /** The document's own name, or one that fits its media type. */
    public static String of(Part.Document document) {
        return document.name().filter((name) -> !name.isBlank()).orElseGet(() -> made(document.media()));
    }

    private static String made(Media media) {
        if (!(media instanceof Media.Inline inline) || inline.mediaType().isEmpty()) {
            return USUAL;
        }
        return switch (inline.mediaType()) {
            case "text/plain" -> "document.txt";
            case "text/markdown" -> "document.md";
            case "application/vnd.openxmlformats-officedocument.wordprocessingml.document" -> "document.docx";
            case "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" -> "document.xlsx";
            case "application/vnd.openxmlformats-officedocument.presentationml.presentation" -> "document.pptx";
            default -> "document." + inline.mediaType().replaceFirst(".*/(x-)?", "");
        };
    }

}
