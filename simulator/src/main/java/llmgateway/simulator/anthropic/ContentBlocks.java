package llmgateway.simulator.anthropic;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import llmgateway.simulator.api.ApiException;
import llmgateway.simulator.api.Fields;
import llmgateway.simulator.generation.ThoughtSeal;

/** Checks content blocks by their fields in anthropic-java 3.12.0. */
final class ContentBlocks {

    static final Set<String> USER = Set.of("text", "image", "document", "tool_result", "search_result");

    static final Set<String> ASSISTANT = Set.of("text", "thinking", "redacted_thinking", "tool_use");

    static final Set<String> SYSTEM = Set.of("text");

    private static final Set<String> RESULT = Set.of("text", "image", "document", "search_result");

    private static final Set<String> IMAGE_TYPES = Set.of("image/jpeg", "image/png", "image/gif", "image/webp");

    private static final Pattern CALL_ID = Pattern.compile("[a-zA-Z0-9_-]+");

    private ContentBlocks() {
    }

    /**
     * @param kinds that may stand here
     */
    static void check(List<Fields> blocks, Set<String> kinds) throws ApiException {
        for (Fields block : blocks) {
            check(block, kinds);
        }
    }

    private static void check(Fields block, Set<String> kinds) throws ApiException {
        String kind = block.requireOneOf("type", kinds);
        checkCacheControl(block);
        switch (kind) {
            case "text" -> {
                block.only(Set.of("type", "text", "cache_control", "citations"));
                if (block.requireString("text").isEmpty()) {
                    throw ApiException.malformed("messages: text content blocks must be non-empty");
                }
            }
            case "image" -> {
                block.only(Set.of("type", "source", "cache_control", "transformations"));
                checkSource(block, IMAGE_TYPES);
            }
            case "document" -> {
                block.only(Set.of("type", "source", "cache_control", "citations", "context", "title"));
                checkSource(block, Set.of("application/pdf"));
            }
            case "thinking" -> {
                block.only(Set.of("type", "thinking", "signature"));
                if (!ThoughtSeal.seals(block.requireString("signature"), block.requireString("thinking"))) {
                    throw ApiException.malformed(block.path() + " Invalid `signature` in `thinking` block");
                }
            }
            case "redacted_thinking" -> {
                block.only(Set.of("type", "data"));
                if (!ThoughtSeal.isSeal(block.requireString("data"))) {
                    throw ApiException.malformed(block.path() + " Invalid `data` in `redacted_thinking` block");
                }
            }
            case "tool_use" -> {
                block.only(Set.of("type", "id", "name", "input", "cache_control", "caller", "toolset_name"));
                checkId(block.requireString("id"));
                block.requireString("name");
                block.requireObject("input");
            }
            case "tool_result" -> checkResult(block);
            default -> {
                // A search result: not checked further.
            }
        }
    }

    private static void checkResult(Fields block) throws ApiException {
        block.only(Set.of("type", "tool_use_id", "content", "is_error", "cache_control", "toolset_name"));
        checkId(block.requireString("tool_use_id"));
        block.bool("is_error", false);
        if (block.find("content").isPresent() && block.find("content").get().isArray()) {
            check(block.objects("content"), RESULT);
        }
        else {
            block.string("content");
        }
    }

    private static void checkSource(Fields block, Set<String> mediaTypes) throws ApiException {
        Fields source = block.requireObject("source");
        switch (source.requireOneOf("type", Set.of("base64", "url", "file", "text", "content"))) {
            case "base64" -> {
                source.only(Set.of("type", "media_type", "data")).requireOneOf("media_type", mediaTypes);
                source.requireBase64("data");
            }
            case "url" -> source.only(Set.of("type", "url")).requireString("url");
            case "text" -> {
                source.only(Set.of("type", "media_type", "data")).requireOneOf("media_type", Set.of("text/plain"));
                source.requireString("data");
            }
            default -> {
                // A file or nested content: not checked further.
            }
        }
    }

    static void checkCacheControl(Fields block) throws ApiException {
        Optional<Fields> control = block.object("cache_control");
        if (control.isPresent()) {
            control.get().only(Set.of("type", "ttl")).requireOneOf("type", Set.of("ephemeral"));
            control.get().oneOf("ttl", Set.of("5m", "1h"));
        }
    }

    private static void checkId(String id) throws ApiException {
        if (!CALL_ID.matcher(id).matches()) {
            throw ApiException.malformed("tool_use.id: String should match pattern '^[a-zA-Z0-9_-]+$'");
        }
    }

}
