package llmgateway.dialect.responses;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import llmgateway.dialect.conversation.CacheLifetime;
import llmgateway.dialect.conversation.Media;
import llmgateway.dialect.conversation.Part;
import llmgateway.dialect.format.RequestFields;
import llmgateway.dialect.format.UntranslatableRequest;
import llmgateway.dialect.openai.DataUrl;

/** Reads what a message or a tool's output is made of. */
final class InputContentReader {

    private static final List<String> TYPES = List.of("input_text", "output_text", "input_image", "input_file",
            "input_audio", "refusal");

    private InputContentReader() {
    }

    /** A text, or a list of parts. */
    static List<Part> read(RequestFields item, String field) {
        if (!item.has(field)) {
            throw item.missing(field);
        }
        if (item.isString(field)) {
            return List.of(new Part.Text(item.requiredString(field)));
        }
        if (!item.isArray(field)) {
            throw item.invalid(field, "must be a string or an array");
        }
        List<Part> parts = new ArrayList<>();
        for (RequestFields part : item.objects(field)) {
            parts.add(part(part));
            part.object("prompt_cache_breakpoint").ifPresent((mark) -> {
                mark.word("mode", Map.of("explicit", true));
                parts.add(new Part.CachePoint(CacheLifetime.USUAL));
            });
        }
        return parts;
    }

    private static Part part(RequestFields part) {
        String type = part.requiredString("type");
        return switch (type) {
            case "input_text", "text" -> new Part.Text(part.requiredString("text"));
            case "output_text" -> {
                // What the model's text rested on is nothing to it.
                part.ignore("annotations", "logprobs");
                yield new Part.Text(part.requiredString("text"));
            }
            case "input_image" -> image(part);
            case "input_file" -> file(part);
            case "input_audio" -> audio(part.requiredObject("input_audio"));
            case "refusal" -> new Part.Refusal(part.requiredString("refusal"));
            default -> throw part.notOneOf("type", TYPES);
        };
    }

    private static Part image(RequestFields image) {
        Optional<String> detail = image.string("detail");
        Optional<String> id = image.string("file_id");
        if (id.isPresent()) {
            return new Part.Image(new Media.FileId(id.get()), detail);
        }
        return new Part.Image(media(image, "image_url"), detail);
    }

    private static Part file(RequestFields file) {
        Optional<String> name = file.string("filename");
        Optional<String> id = file.string("file_id");
        Optional<String> url = file.string("file_url");
        if (id.isPresent()) {
            return new Part.Document(new Media.FileId(id.get()), name);
        }
        if (url.isPresent()) {
            return new Part.Document(new Media.Url(url.get()), name);
        }
        String data = file.requiredString("file_data");
        return new Part.Document(data.contains(":") ? media(file, "file_data") : new Media.Inline("", data), name);
    }

    private static Part audio(RequestFields audio) {
        String format = audio.requiredString("format").toLowerCase(Locale.ROOT);
        return new Part.Audio(
                new Media.Inline("audio/" + (format.equals("mp3") ? "mpeg" : format), audio.requiredString("data")));
    }

    private static Media media(RequestFields part, String field) {
        return DataUrl.media(part.requiredString(field)).orElseThrow(() -> notBase64(part, field));
    }

    private static UntranslatableRequest notBase64(RequestFields part, String field) {
        return part.invalid(field, "must be encoded in base64");
    }

}
