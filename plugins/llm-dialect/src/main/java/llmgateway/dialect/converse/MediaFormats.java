package llmgateway.dialect.converse;

import java.util.Comparator;
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

    /** Of a client's word. */
    static String imageType(String format) {
        return "image/" + format.toLowerCase(Locale.ROOT);
    }

    static String audioType(String format) {
        return type(AUDIO, format, "audio");
    }

    static String documentType(String format) {
        return type(DOCUMENTS, format, "document");
    }

    private static String type(Map<String, String> formats, String format, String what) {
        return formats.entrySet()
            .stream()
            .filter((entry) -> entry.getValue().equals(format) && !entry.getKey().isEmpty())
            .map(Map.Entry::getKey)
            .min(Comparator.comparing(String::length).thenComparing(Comparator.reverseOrder()))
            .orElseThrow(() -> new UntranslatableRequest(Rejects.notTranslatable(what + " of type '" + format + "'")));
    }

    private static String format(Map<String, String> formats, String mediaType, String what) {
        String format = formats.get(mediaType.toLowerCase(Locale.ROOT));
        if (format == null) {
            throw new UntranslatableRequest(Rejects.notTranslatable(what + " of type '" + mediaType + "'"));
        }
        return format;
    }

}
