package llmgateway.dialect.messages;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import llmgateway.dialect.conversation.Media;
import llmgateway.dialect.conversation.Part;
import llmgateway.dialect.conversation.Signature;
import llmgateway.dialect.format.RequestFields;
import tools.jackson.databind.JsonNode;

/** Reads the content blocks of one message, system prompt or tool result. */
final class BlockReader {

    private final List<Part> parts = new ArrayList<>();

    /** Of the tool call that comes next. */
    private Optional<Signature> callSignature = Optional.empty();

    private BlockReader() {
    }

    /** A string, or an array of blocks. */
    static List<Part> content(RequestFields parent, String field) {
        if (parent.isString(field)) {
            return List.of(new Part.Text(parent.requiredString(field)));
        }
        if (!parent.isArray(field)) {
            throw parent.has(field) ? parent.invalid(field, "must be a string or an array of content blocks")
                    : parent.missing(field);
        }
        BlockReader reader = new BlockReader();
        parent.objects(field).forEach(reader::read);
        return reader.parts;
    }

    private void read(RequestFields block) {
        switch (block.requiredString("type")) {
            case "text" -> this.parts.add(new Part.Text(block.requiredString("text")));
            case "image" -> this.parts.add(new Part.Image(image(block.requiredObject("source")), Optional.empty()));
            case "document" ->
                this.parts.add(new Part.Document(document(block.requiredObject("source")), block.string("title")));
            case "search_result" ->
                this.parts.add(new Part.Document(new Media.PlainText(texts(block, "content")), block.string("title")));
            case "thinking" -> this.parts.add(new Part.Thinking(block.requiredString("thinking"), signature(block)));
            case "redacted_thinking" -> readRedacted(block.requiredString("data"));
            case "tool_use" -> readToolUse(block);
            case "tool_result" -> readToolResult(block);
            default -> throw block.notTranslatable("type");
        }
        CacheControls.read(block).ifPresent((lifetime) -> this.parts.add(new Part.CachePoint(lifetime)));
    }

    private static Optional<Signature> signature(RequestFields block) {
        return block.string("signature").filter((signature) -> !signature.isEmpty()).map(Signatures::ofClient);
    }

    private void readRedacted(String data) {
        Optional<Signature> ofCall = Signatures.toolCall(data);
        if (ofCall.isPresent()) {
            this.callSignature = ofCall;
        }
        else {
            this.parts.add(new Part.HiddenThinking(Signatures.ofClient(data)));
        }
    }

    private void readToolUse(RequestFields block) {
        block.ignore("caller");
        JsonNode input = block.requiredAny("input");
        if (!input.isObject()) {
            throw block.invalid("input", "must be an object");
        }
        this.parts.add(
                new Part.ToolCall(block.requiredString("id"), block.requiredString("name"), input, this.callSignature));
        this.callSignature = Optional.empty();
    }

    private void readToolResult(RequestFields block) {
        List<Part> content = block.has("content") ? content(block, "content") : List.of();
        this.parts.add(new Part.ToolResult(block.requiredString("tool_use_id"), content,
                block.bool("is_error").orElse(false)));
    }

    private static Media image(RequestFields source) {
        return switch (source.requiredString("type")) {
            case "base64" -> new Media.Inline(source.requiredString("media_type"), source.requiredString("data"));
            case "url" -> new Media.Url(source.requiredString("url"));
            case "file" -> new Media.FileId(source.requiredString("file_id"));
            default -> throw source.notOneOf("type", List.of("base64", "file", "url"));
        };
    }

    private static Media document(RequestFields source) {
        return switch (source.requiredString("type")) {
            case "base64" -> new Media.Inline(source.requiredString("media_type"), source.requiredString("data"));
            case "text" -> {
                source.ignore("media_type");
                yield new Media.PlainText(source.requiredString("data"));
            }
            case "content" -> new Media.PlainText(texts(source, "content"));
            case "url" -> new Media.Url(source.requiredString("url"));
            case "file" -> new Media.FileId(source.requiredString("file_id"));
            default -> throw source.notOneOf("type", List.of("base64", "content", "file", "text", "url"));
        };
    }

    private static String texts(RequestFields parent, String field) {
        return content(parent, field).stream().filter((part) -> !(part instanceof Part.CachePoint)).map((part) -> {
            if (part instanceof Part.Text text) {
                return text.text();
            }
            throw parent.notTranslatable(field);
        }).collect(Collectors.joining("\n"));
    }

}
