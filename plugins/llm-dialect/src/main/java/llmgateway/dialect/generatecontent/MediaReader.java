package llmgateway.dialect.generatecontent;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

import llmgateway.dialect.conversation.Media;
import llmgateway.dialect.conversation.Part;
import llmgateway.dialect.format.RequestFields;

/** Reads {@code inlineData} and {@code fileData} of a part. */
final class MediaReader {

    /** Where files lie that were uploaded to Google before. */
    private static final Pattern UPLOADED = Pattern
        .compile("gs://.*|files/.*|https://generativelanguage\\.googleapis\\.com/.*", Pattern.CASE_INSENSITIVE);

    private MediaReader() {
    }

    static Optional<Part> read(RequestFields part) {
        Optional<RequestFields> inline = part.object("inlineData");
        return inline.isPresent() ? inline.map(MediaReader::inline) : part.object("fileData").map(MediaReader::file);
    }

    private static Part inline(RequestFields data) {
        String mediaType = data.requiredString("mimeType");
        String base64 = ProtoBytes.usualAlphabet(data.requiredString("data"));
        Media media = isText(mediaType) ? ProtoBytes.text(base64)
            .<Media>map(Media.PlainText::new)
            .orElseGet(() -> new Media.Inline(mediaType, base64)) : new Media.Inline(mediaType, base64);
        return part(data, mediaType, media);
    }

    private static Part file(RequestFields data) {
        String uri = data.requiredString("fileUri");
        Media media = UPLOADED.matcher(uri).matches() ? new Media.FileId(uri) : new Media.Url(uri);
        return part(data, data.string("mimeType").orElse(""), media);
    }

    private static Part part(RequestFields data, String mediaType, Media media) {
        Optional<String> name = data.string("displayName");
        return switch (mediaType.toLowerCase(Locale.ROOT).split("/", 2)[0]) {
            case "image" -> new Part.Image(media, Optional.empty());
            case "audio" -> new Part.Audio(media);
            case "video" -> throw data.notTranslatable("mimeType");
            default -> new Part.Document(media, name);
        };
    }

    private static boolean isText(String mediaType) {
        return mediaType.toLowerCase(Locale.ROOT).startsWith("text/plain");
    }

}
