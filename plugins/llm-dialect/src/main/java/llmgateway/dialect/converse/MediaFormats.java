package llmgateway.dialect.converse;

import java.util.Locale;
import java.util.Map;

import llmgateway.core.error.Rejects;
import llmgateway.dialect.format.UntranslatableRequest;

/** The words for formats, by media type. */
final class MediaFormats {

    private static final Map<String, String> IMAGES = Map.of("image/png", "png", "image/jpeg", "jpeg", "image/jpg",
            "jpeg", "image/gif", "gif", "image/webp", "webp");

    private static final Map<String, String> DOCUMENTS = Map.of("", "pdf", "application/pdf", "pdf", "text/csv", "csv",
            "application/msword", "doc", "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "docx", "application/vnd.ms-excel", "xls",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx", "text/html", "html",
            "text/plain", "txt", "text/markdown", "md");

    private static final Map<String, String> AUDIO = Map.of("audio/wav", "wav", "audio/x-wav", "wav", "audio/mpeg",
            "mp3", "audio/mp3", "mp3", "audio/flac", "flac", "audio/ogg", "ogg", "audio/opus", "opus", "audio/aac",
            "aac", "audio/mp4", "mp4", "audio/webm", "webm");

    private MediaFormats() {
    }

    static String image(String mediaType) {
        return format(IMAGES, mediaType, "image");
    }

    static String document(String mediaType) {
        return format(DOCUMENTS, mediaType, "document");
    }

    static String audio(String mediaType) {
        return format(AUDIO, mediaType, "audio");
    }

    private static String format(Map<String, String> formats, String mediaType, String what) {
        String format = formats.get(mediaType.toLowerCase(Locale.ROOT));
        if (format == null) {
            throw new UntranslatableRequest(Rejects.notTranslatable(what + " of type '" + mediaType + "'"));
        }
        return format;
    }

}
