package llmgateway.simulator.bedrock;

import java.util.Base64;
import java.util.Set;
import java.util.regex.Pattern;

import llmgateway.simulator.api.ApiException;
import llmgateway.simulator.api.Fields;

/** Checks content blocks: each is a union, so that exactly one of its fields is there. */
final class ContentBlocks {

    static final Set<String> SYSTEM = Set.of("text", "guardContent", "cachePoint");

    static final Set<String> MESSAGE = Set.of("text", "image", "document", "video", "audio", "toolUse", "toolResult",
            "guardContent", "cachePoint", "reasoningContent", "citationsContent", "searchResult");

    private static final Set<String> RESULT = Set.of("json", "text", "image", "document", "video", "searchResult");

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
                image.requireOneOf("format", Set.of("png", "jpeg", "gif", "webp"));
                bytes(image);
            }
            case "document" -> {
                Fields document = block.requireObject("document");
                matches(document.requireString("name"), DOCUMENT_NAME, "document.name");
                bytes(document);
            }
            case "toolUse" -> {
                Fields call = block.requireObject("toolUse");
                matches(call.requireString("toolUseId"), CALL_ID, "toolUse.toolUseId");
                call.requireString("name");
                call.requireObject("input");
                return true;
            }
            case "toolResult" -> {
                Fields result = block.requireObject("toolResult");
                matches(result.requireString("toolUseId"), CALL_ID, "toolResult.toolUseId");
                result.require("content");
                for (Fields content : result.objects("content")) {
                    check(content, RESULT);
                }
                return true;
            }
            case "cachePoint" -> block.requireObject("cachePoint").requireOneOf("type", Set.of("default"));
            default -> {
            }
        }
        return false;
    }

    private static void bytes(Fields media) throws ApiException {
        Fields source = media.requireObject("source").only(Set.of("bytes", "s3Location", "text", "content"));
        if (source.find("bytes").isPresent()) {
            try {
                Base64.getDecoder().decode(source.requireString("bytes"));
            }
            catch (IllegalArgumentException ex) {
                throw ApiException.malformed("The bytes are not base64.");
            }
        }
    }

    static void matches(String value, Pattern pattern, String name) throws ApiException {
        if (!pattern.matcher(value).matches()) {
            throw ApiException.invalid(name, "Value at '" + name + "' failed to satisfy constraint: " + pattern);
        }
    }

}
