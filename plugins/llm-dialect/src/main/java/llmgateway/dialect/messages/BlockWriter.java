package llmgateway.dialect.messages;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

import llmgateway.core.error.Rejects;
import llmgateway.dialect.claude.ToolInput;
import llmgateway.dialect.conversation.Media;
import llmgateway.dialect.conversation.Part;
import llmgateway.dialect.format.UntranslatableRequest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes the parts of a turn, a system prompt or a tool result as content blocks. */
final class BlockWriter {

    private static final String PDF = "application/pdf";

    /** Thoughts cannot be marked, and are kept in the cache with what follows them. */
    private static final List<String> UNMARKABLE = List.of("thinking", "redacted_thinking");

    private final ArrayNode blocks = JsonNodeFactory.instance.arrayNode();

    private BlockWriter() {
    }

    /** Thoughts can be said only if Anthropic signed them. */
    static boolean canSay(Part part) {
        return switch (part) {
            case Part.Thinking thinking -> thinking.signature().flatMap((s) -> s.of(Signatures.ISSUER)).isPresent();
            case Part.HiddenThinking hidden -> hidden.signature().of(Signatures.ISSUER).isPresent();
            default -> true;
        };
    }

    static ArrayNode content(List<Part> parts) {
        BlockWriter writer = new BlockWriter();
        parts.stream().filter(BlockWriter::canSay).forEach(writer::write);
        return writer.blocks;
    }

    private void write(Part part) {
        switch (part) {
            case Part.Text text -> block("text").put("text", text.text());
            case Part.Refusal refusal -> block("text").put("text", refusal.text());
            case Part.Image image -> block("image").set("source", imageSource(image.media()));
            case Part.Document document -> {
                ObjectNode block = block("document");
                block.set("source", documentSource(document.media()));
                document.name().ifPresent((name) -> block.put("title", name));
            }
            case Part.Audio audio -> throw impossible("audio");
            case Part.ToolCall call -> block("tool_use").put("id", id(call.id()))
                .put("name", call.name())
                .set("input", ToolInput.of(call.arguments()));
            case Part.ToolResult result -> writeResult(result);
            case Part.Thinking thinking -> block("thinking").put("thinking", thinking.text())
                .put("signature", thinking.signature().flatMap((s) -> s.of(Signatures.ISSUER)).orElse(""));
            case Part.HiddenThinking hidden ->
                block("redacted_thinking").put("data", hidden.signature().of(Signatures.ISSUER).orElse(""));
            case Part.CachePoint point -> mark(point);
        }
    }

    private void writeResult(Part.ToolResult result) {
        ObjectNode block = block("tool_result").put("tool_use_id", id(result.callId()));
        ArrayNode content = content(result.content());
        if (!content.isEmpty()) {
            block.set("content", content);
        }
        if (result.failed()) {
            block.put("is_error", true);
        }
    }

    private void mark(Part.CachePoint point) {
        for (int i = this.blocks.size() - 1; i >= 0; i--) {
            ObjectNode block = (ObjectNode) this.blocks.get(i);
            if (!UNMARKABLE.contains(block.path("type").asString())) {
                CacheControls.write(point.lifetime(), block);
                return;
            }
        }
    }

    /** Other APIs are freer in their ids. */
    private static String id(String id) {
        return id.replaceAll("[^a-zA-Z0-9_-]", "_");
    }

    private static JsonNode imageSource(Media media) {
        return switch (media) {
            case Media.Url url -> source("url").put("url", url.url());
            case Media.Inline inline -> base64(inline);
            case Media.PlainText text -> throw impossible("image as text");
            case Media.FileId file -> throw impossible("file_id");
        };
    }

    private static JsonNode documentSource(Media media) {
        return switch (media) {
            case Media.Url url -> source("url").put("url", url.url());
            case Media.Inline inline when inline.mediaType().isEmpty() || inline.mediaType().equals(PDF) ->
                base64(new Media.Inline(PDF, inline.base64()));
            case Media.Inline inline when inline.mediaType().startsWith("text/") -> text(decoded(inline.base64()));
            case Media.Inline inline -> throw impossible("document of type " + inline.mediaType());
            case Media.PlainText text -> text(text.text());
            case Media.FileId file -> throw impossible("file_id");
        };
    }

    private static ObjectNode base64(Media.Inline inline) {
        if (inline.mediaType().isEmpty()) {
            throw impossible("image without a media type");
        }
        return source("base64").put("media_type", inline.mediaType()).put("data", inline.base64());
    }

    private static ObjectNode text(String text) {
        return source("text").put("media_type", "text/plain").put("data", text);
    }

    private static String decoded(String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
        }
        catch (IllegalArgumentException ex) {
            throw new UntranslatableRequest(Rejects.invalidRequest("A document's base64 data cannot be decoded."));
        }
    }

    private ObjectNode block(String type) {
        return this.blocks.addObject().put("type", type);
    }

    private static ObjectNode source(String type) {
        return JsonNodeFactory.instance.objectNode().put("type", type);
    }

    private static UntranslatableRequest impossible(String wanted) {
        return new UntranslatableRequest(Rejects.notTranslatable(wanted));
    }

}
