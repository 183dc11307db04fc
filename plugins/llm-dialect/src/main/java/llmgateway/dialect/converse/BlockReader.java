package llmgateway.dialect.converse;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import llmgateway.dialect.claude.CacheTtl;
import llmgateway.dialect.conversation.CacheLifetime;
import llmgateway.dialect.conversation.Media;
import llmgateway.dialect.conversation.Part;
import llmgateway.dialect.conversation.Signature;
import llmgateway.dialect.format.RequestFields;

/** Reads the content blocks of one message, system prompt or tool result. */
final class BlockReader {

    private final List<Part> parts = new ArrayList<>();

    /** Of the tool call that comes next. */
    private Optional<Signature> callSignature = Optional.empty();

    private BlockReader() {
    }

    static List<Part> read(List<RequestFields> blocks) {
        BlockReader reader = new BlockReader();
        blocks.forEach(reader::read);
        return reader.parts;
    }

    private void read(RequestFields block) {
        String kind = block.names().stream().filter(block::has).findFirst().orElseThrow(() -> block.missing("text"));
        switch (kind) {
            case "text" -> this.parts.add(new Part.Text(block.requiredString("text")));
            case "json" -> this.parts.add(new Part.Text(block.requiredAny("json").toString()));
            case "image" -> {
                RequestFields image = block.requiredObject("image");
                this.parts.add(new Part.Image(
                        inline(image.requiredObject("source"), MediaFormats.imageType(image.requiredString("format"))),
                        Optional.empty()));
            }
            case "audio" -> {
                RequestFields audio = block.requiredObject("audio");
                this.parts.add(new Part.Audio(inline(audio.requiredObject("source"),
                        MediaFormats.audioType(audio.requiredString("format")))));
            }
            case "document" -> readDocument(block.requiredObject("document"));
            case "toolUse" -> readToolUse(block.requiredObject("toolUse"));
            case "toolResult" -> {
                RequestFields result = block.requiredObject("toolResult");
                result.ignore("type");
                this.parts.add(new Part.ToolResult(result.requiredString("toolUseId"), read(result.objects("content")),
                        result.string("status").filter("error"::equals).isPresent()));
            }
            case "reasoningContent" -> readReasoning(block.requiredObject("reasoningContent"));
            case "citationsContent" -> this.parts.add(new Part.Text(block.requiredObject("citationsContent")
                .objects("content")
                .stream()
                .map((piece) -> piece.requiredString("text"))
                .collect(Collectors.joining())));
            case "cachePoint" -> this.parts.add(new Part.CachePoint(lifetime(block.requiredObject("cachePoint"))));
            default -> throw block.notTranslatable(kind);
        }
    }

    static CacheLifetime lifetime(RequestFields point) {
        point.ignore("type");
        return CacheTtl.read(point);
    }

    private void readDocument(RequestFields document) {
        Optional<String> name = document.string("name");
        String format = document.string("format").orElse("");
        RequestFields source = document.requiredObject("source");
        if (source.has("text")) {
            this.parts.add(new Part.Document(new Media.PlainText(source.requiredString("text")), name));
        }
        else if (source.has("content")) {
            String text = source.objects("content")
                .stream()
                .map((piece) -> piece.requiredString("text"))
                .collect(Collectors.joining("\n"));
            this.parts.add(new Part.Document(new Media.PlainText(text), name));
        }
        else {
            this.parts.add(new Part.Document(inline(source, MediaFormats.documentType(format)), name));
        }
    }

    /** What lies in S3 only AWS can read. */
    private static Media inline(RequestFields source, String mediaType) {
        if (!source.has("bytes")) {
            throw source.notTranslatable("s3Location");
        }
        return new Media.Inline(mediaType, source.requiredString("bytes"));
    }

    private void readToolUse(RequestFields call) {
        if (call.has("type")) {
            throw call.notTranslatable("type");
        }
        this.parts.add(new Part.ToolCall(call.requiredString("toolUseId"), call.requiredString("name"),
                call.requiredAny("input"), this.callSignature));
        this.callSignature = Optional.empty();
    }

    private void readReasoning(RequestFields reasoning) {
        Optional<String> redacted = reasoning.string("redactedContent");
        if (redacted.isPresent()) {
            Optional<Signature> ofCall = Signatures.ofToolCall(redacted.get());
            if (ofCall.isPresent()) {
                this.callSignature = ofCall;
            }
            else {
                this.parts.add(new Part.HiddenThinking(Signatures.ofRedacted(redacted.get())));
            }
            return;
        }
        RequestFields text = reasoning.requiredObject("reasoningText");
        this.parts.add(new Part.Thinking(text.requiredString("text"),
                text.string("signature").filter((signature) -> !signature.isEmpty()).map(Signatures::ofText)));
    }

}
