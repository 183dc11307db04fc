package llmgateway.simulator.bedrock;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import llmgateway.simulator.api.ApiException;
import llmgateway.simulator.api.Fields;
import llmgateway.simulator.generation.ThoughtSeal;

/** Checks content blocks: each is a union, so that exactly one of its fields is there. */
final class ContentBlocks {

    static final Set<String> SYSTEM = Set.of("text", "guardContent", "cachePoint");

    static final Set<String> MESSAGE = Set.of("text", "image", "document", "video", "audio", "toolUse", "toolResult",
            "guardContent", "cachePoint", "reasoningContent", "citationsContent", "searchResult");

    private static final Set<String> RESULT = Set.of("json", "text", "image", "document", "video", "searchResult");

    private static final Set<String> AUDIO = Set.of("mp3", "opus", "wav", "aac", "flac", "mp4", "ogg", "mkv", "mka",
            "x-aac", "m4a", "mpeg", "mpga", "pcm", "webm");

    private static final Pattern CALL_ID = Pattern.compile("[a-zA-Z0-9_.:-]{1,64}");

    private static final Pattern DOCUMENT_NAME = Pattern.compile("(?!.*\\s\\s)[a-zA-Z0-9\\s()\\[\\]-]{1,200}");

    private ContentBlocks() {
    }

    /**
     * @return whether the block calls a tool or tells its result
     */
    static boolean check(Fields block, Set<String> kinds) throws ApiException {
        block.only(kinds);
        if (block.node().size() != 1) {
            throw ApiException.malformed("A content block must have exactly one member.");
        }
        String kind = block.node().propertyNames().iterator().next();
        switch (kind) {
            case "text" -> {
                if (block.requireString("text").isBlank()) {
                    throw ApiException.malformed("The text field in the ContentBlock object is blank.");
                }
            }
            case "image" -> {
                Fields image = block.requireObject("image");
                image.only(Set.of("format", "source", "error"))
                    .requireOneOf("format", Set.of("png", "jpeg", "gif", "webp"));
                bytes(image);
            }
            case "document" -> {
                Fields document = block.requireObject("document");
                document.only(Set.of("format", "name", "source", "context", "citations"))
                    .oneOf("format", Set.of("pdf", "csv", "doc", "docx", "xls", "xlsx", "html", "txt", "md"));
                matches(document.requireString("name"), DOCUMENT_NAME, "document.name");
                bytes(document);
            }
            case "toolUse" -> {
                Fields call = block.requireObject("toolUse");
                call.only(Set.of("toolUseId", "name", "input", "type"));
                matches(call.requireString("toolUseId"), CALL_ID, "toolUse.toolUseId");
                call.requireString("name");
                call.requireObject("input");
                return true;
            }
            case "toolResult" -> {
                Fields result = block.requireObject("toolResult");
                result.only(Set.of("toolUseId", "content", "status", "type"))
                    .oneOf("status", Set.of("success", "error"));
                matches(result.requireString("toolUseId"), CALL_ID, "toolResult.toolUseId");
                result.require("content");
                for (Fields content : result.objects("content")) {
                    check(content, RESULT);
                }
                return true;
            }
            case "audio" -> {
                Fields audio = block.requireObject("audio").only(Set.of("format", "source", "error"));
                audio.requireOneOf("format", AUDIO);
                bytes(audio);
            }
            case "reasoningContent" -> checkReasoning(block.requireObject("reasoningContent"));
            case "cachePoint" -> block.requireObject("cachePoint").requireOneOf("type", Set.of("default"));
            default -> {
            }
        }
        return false;
    }

    private static void checkReasoning(Fields reasoning) throws ApiException {
        reasoning.only(Set.of("reasoningText", "redactedContent"));
        Optional<Fields> text = reasoning.object("reasoningText");
        if (text.isEmpty()) {
            reasoning.requireBase64("redactedContent");
            return;
        }
        String thought = text.get().only(Set.of("text", "signature")).requireString("text");
        if (!ThoughtSeal.seals(text.get().requireString("signature"), thought)) {
            throw ApiException.malformed(text.get().path() + " Invalid `signature` in `thinking` block");
        }
    }

    private static void bytes(Fields media) throws ApiException {
        Fields source = media.requireObject("source").only(Set.of("bytes", "s3Location", "text", "content"));
        if (source.find("bytes").isPresent()) {
            source.requireBase64("bytes");
        }
    }

    static void matches(String value, Pattern pattern, String name) throws ApiException {
        if (!pattern.matcher(value).matches()) {
            throw ApiException.invalid(name, "Value at '" + name + "' failed to satisfy constraint: " + pattern);
        }
    }

}
