package llmgateway.dialect.converse;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

import llmgateway.core.error.Rejects;
import llmgateway.dialect.claude.ToolInput;
import llmgateway.dialect.claude.CacheTtl;
import llmgateway.dialect.conversation.CacheLifetime;
import llmgateway.dialect.conversation.Media;
import llmgateway.dialect.conversation.Part;
import llmgateway.dialect.format.UntranslatableRequest;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes the parts of one request as content blocks. */
final class ContentWriter {

    private static final int LONGEST_CALL_ID = 64;

    /** A document needs a text beside it. */
    private static final String BESIDE_DOCUMENT = "The document is attached.";

    private final DocumentNames documents = new DocumentNames();

    ArrayNode system(List<Part> parts) {
        return blocks(parts);
    }

    ArrayNode turn(List<Part> parts) {
        ArrayNode blocks = blocks(parts);
        if (parts.stream().anyMatch(Part.Document.class::isInstance)
                && parts.stream().noneMatch(Part.Text.class::isInstance)) {
            blocks.addObject().put("text", BESIDE_DOCUMENT);
        }
        return blocks;
    }

    static void cachePoint(CacheLifetime lifetime, ArrayNode blocks) {
        CacheTtl.write(lifetime, blocks.addObject().putObject("cachePoint").put("type", "default"));
    }

    private ArrayNode blocks(List<Part> parts) {
        ArrayNode blocks = JsonNodeFactory.instance.arrayNode();
        parts.forEach((part) -> write(part, blocks));
        return blocks;
    }

    private void write(Part part, ArrayNode blocks) {
        switch (part) {
            case Part.Text text -> blocks.addObject().put("text", text.text());
            case Part.Refusal refusal -> blocks.addObject().put("text", refusal.text());
            case Part.Image image -> {
                Media.Inline inline = inline(image.media(), "image");
                blocks.addObject()
                    .putObject("image")
                    .put("format", MediaFormats.image(inline.mediaType()))
                    .putObject("source")
                    .put("bytes", inline.base64());
            }
            case Part.Audio audio -> {
                Media.Inline inline = inline(audio.media(), "audio");
                blocks.addObject()
                    .putObject("audio")
                    .put("format", MediaFormats.audio(inline.mediaType()))
                    .putObject("source")
                    .put("bytes", inline.base64());
            }
            case Part.Document document -> writeDocument(document, blocks);
            case Part.ToolCall call -> blocks.addObject()
                .putObject("toolUse")
                .put("toolUseId", id(call.id()))
                .put("name", call.name())
                .set("input", ToolInput.of(call.arguments()));
            case Part.ToolResult result -> {
                ObjectNode block = blocks.addObject().putObject("toolResult").put("toolUseId", id(result.callId()));
                block.set("content", blocks(result.content()));
                block.put("status", result.failed() ? "error" : "success");
            }
            case Part.Thinking thinking -> blocks.addObject()
                .putObject("reasoningContent")
                .putObject("reasoningText")
                .put("text", thinking.text())
                .put("signature", thinking.signature().flatMap((signature) -> signature.of(Issuers.CLAUDE)).orElse(""));
            case Part.HiddenThinking hidden -> blocks.addObject()
                .putObject("reasoningContent")
                .put("redactedContent", hidden.signature().of(Issuers.BEDROCK).orElse(""));
            case Part.CachePoint point -> cachePoint(point.lifetime(), blocks);
        }
    }

    private void writeDocument(Part.Document document, ArrayNode blocks) {
        ObjectNode block = blocks.addObject().putObject("document");
        String name = this.documents.of(document.name());
        if (document.media() instanceof Media.PlainText text) {
            block.put("format", "txt").put("name", name);
            byte[] bytes = text.text().getBytes(StandardCharsets.UTF_8);
            block.putObject("source").put("bytes", Base64.getEncoder().encodeToString(bytes));
        }
        else {
            Media.Inline inline = inline(document.media(), "document");
            block.put("format", MediaFormats.document(inline.mediaType())).put("name", name);
            block.putObject("source").put("bytes", inline.base64());
        }
    }

    private static Media.Inline inline(Media media, String what) {
        if (media instanceof Media.Inline inline) {
            return inline;
        }
        throw new UntranslatableRequest(Rejects.notTranslatable(what + " that is not in the request"));
    }

    private static String id(String id) {
        String known = id.replaceAll("[^a-zA-Z0-9_.:-]", "_");
        return known.substring(Math.max(0, known.length() - LONGEST_CALL_ID));
    }

}
