package llmgateway.dialect.generatecontent;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import llmgateway.dialect.conversation.Media;
import llmgateway.dialect.conversation.Part;
import tools.jackson.databind.node.ObjectNode;

/** Writes {@code inlineData} and {@code fileData}, which must name a media type. */
final class MediaWriter {

    private static final String PLAIN_TEXT = "text/plain";

    private static final Map<String, String> BY_ENDING = Map.ofEntries(Map.entry("png", "image/png"),
            Map.entry("webp", "image/webp"), Map.entry("heic", "image/heic"), Map.entry("heif", "image/heif"),
            Map.entry("gif", "image/gif"), Map.entry("jpg", "image/jpeg"), Map.entry("jpeg", "image/jpeg"),
            Map.entry("pdf", "application/pdf"), Map.entry("txt", PLAIN_TEXT), Map.entry("md", "text/markdown"),
            Map.entry("html", "text/html"), Map.entry("csv", "text/csv"), Map.entry("json", "application/json"),
            Map.entry("wav", "audio/wav"), Map.entry("mp3", "audio/mpeg"), Map.entry("ogg", "audio/ogg"),
            Map.entry("flac", "audio/flac"), Map.entry("aac", "audio/aac"));

    private MediaWriter() {
    }

    static void write(Part.Image image, ObjectNode part) {
        write(image.media(), "image/", "image/jpeg", part);
    }

    static void write(Part.Document document, ObjectNode part) {
        // Its name could be said to Vertex AI only.
        write(document.media(), "", "application/pdf", part);
    }

    static void write(Part.Audio audio, ObjectNode part) {
        write(audio.media(), "audio/", "audio/wav", part);
    }

    private static void write(Media media, String family, String usual, ObjectNode part) {
        switch (media) {
            case Media.Url url -> {
                ObjectNode data = part.putObject("fileData");
                data.put("mimeType", ofUrl(url.url(), family).orElse(usual));
                data.put("fileUri", url.url());
            }
            case Media.Inline inline ->
                writeInline(inline.mediaType().isEmpty() ? usual : inline.mediaType(), inline.base64(), part);
            case Media.PlainText text -> writeInline(PLAIN_TEXT, ProtoBytes.ofText(text.text()), part);
            case Media.FileId id -> throw new IllegalArgumentException("files of other providers are refused before");
        }
    }

    private static void writeInline(String mediaType, String base64, ObjectNode part) {
        ObjectNode data = part.putObject("inlineData");
        data.put("mimeType", mediaType);
        data.put("data", base64);
    }

    private static Optional<String> ofUrl(String url, String family) {
        String path = url.split("[?#]", 2)[0];
        String ending = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return Optional.ofNullable(BY_ENDING.get(ending)).filter((type) -> type.startsWith(family));
    }

}
