package llmgateway.dialect.chatcompletions;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import llmgateway.dialect.claude.CacheTtl;
import llmgateway.dialect.conversation.CacheLifetime;
import llmgateway.dialect.conversation.Media;
import llmgateway.dialect.conversation.Part;
import llmgateway.dialect.format.RequestFields;
import llmgateway.dialect.format.UntranslatableRequest;
import llmgateway.dialect.openai.DataUrl;

/** Reads what a message is made of. */
final class ChatContentReader {

    private static final List<String> TYPES = List.of("text", "image_url", "input_audio", "file", "refusal");

    private ChatContentReader() {
    }

    /** A text, or a list of parts. */
    static List<Part> read(RequestFields message, String field) {
        if (message.isString(field)) {
            return List.of(new Part.Text(message.requiredString(field)));
        }
        if (!message.isArray(field)) {
            throw message.invalid(field, "must be a string or an array");
        }
        List<Part> parts = new ArrayList<>();
        for (RequestFields part : message.objects(field)) {
            parts.add(part(part));
            cacheLifetime(part).map(Part.CachePoint::new).ifPresent(parts::add);
        }
        return parts;
    }

    /**
     * A mark for the prompt cache: OpenAI's {@code prompt_cache_breakpoint}, or
     * Anthropic's {@code cache_control}, which OpenRouter and LiteLLM take in this API.
     */
    static Optional<CacheLifetime> cacheLifetime(RequestFields part) {
        Optional<CacheLifetime> breakpoint = part.object("prompt_cache_breakpoint").map((mark) -> {
            mark.word("mode", Map.of("explicit", true));
            return CacheLifetime.USUAL;
        });
        return part.object("cache_control").map((mark) -> {
            mark.word("type", Map.of("ephemeral", true));
            return CacheTtl.read(mark);
        }).or(() -> breakpoint);
    }

    private static Part part(RequestFields part) {
        String type = part.requiredString("type");
        return switch (type) {
            case "text" -> new Part.Text(part.requiredString("text"));
            case "image_url" -> image(part.requiredObject("image_url"));
            case "input_audio" -> audio(part.requiredObject("input_audio"));
            case "file" -> file(part.requiredObject("file"));
            case "refusal" -> new Part.Refusal(part.requiredString("refusal"));
            default -> throw part.notOneOf("type", TYPES);
        };
    }

    private static Part image(RequestFields image) {
        String url = image.requiredString("url");
        return new Part.Image(DataUrl.media(url).orElseThrow(() -> notBase64(image, "url")), image.string("detail"));
    }

    private static Part audio(RequestFields audio) {
        String format = audio.requiredString("format").toLowerCase(Locale.ROOT);
        return new Part.Audio(new Media.Inline(AudioFormat.mediaType(format), audio.requiredString("data")));
    }

    private static Part file(RequestFields file) {
        Optional<String> id = file.string("file_id");
        Optional<String> data = file.string("file_data");
        if (id.isPresent()) {
            return new Part.Document(new Media.FileId(id.get()), file.string("filename"));
        }
        String told = data.orElseThrow(() -> file.missing("file_data"));
        Media media = told.contains(":") ? DataUrl.media(told).orElseThrow(() -> notBase64(file, "file_data"))
                : new Media.Inline("", told);
        return new Part.Document(media, file.string("filename"));
    }

    private static UntranslatableRequest notBase64(RequestFields fields, String field) {
        return fields.invalid(field, "must be encoded in base64");
    }

}
