package llmgateway.budget.estimate;

import com.knuddels.jtokkit.api.Encoding;
import tools.jackson.databind.JsonNode;

/**
 * Counts a request as OpenAI's Cookbook does (How to count tokens with tiktoken, sections
 * 6 and 7: chat completions and tools, of GPT-4o). Built from a tree, and of nothing that
 * the estimate is built of.
 */
final class CookbookCount {

    private final Encoding encoding;

    CookbookCount(Encoding encoding) {
        this.encoding = encoding;
    }

    long of(JsonNode body) {
        long tokens = 3;
        for (JsonNode message : body.path("messages")) {
            tokens += 3;
            for (var field : message.properties()) {
                tokens += field.getKey().equals("tool_calls") ? calls(field.getValue()) : texts(field.getValue());
                tokens += field.getKey().equals("name") ? 1 : 0;
            }
        }
        if (body.has("instructions")) {
            tokens += 3 + count("system") + texts(body.get("instructions"));
        }
        if (body.path("input").isString()) {
            tokens += 3 + count("user") + texts(body.get("input"));
        }
        else {
            for (JsonNode item : body.path("input")) {
                tokens += 3 + count(item.path("role").asString("")) + texts(item.path("content"))
                        + count(item.path("name").asString("")) + count(item.path("arguments").asString(""))
                        + count(item.path("output").asString(""));
            }
        }
        return tokens + tools(body.path("tools"));
    }

    private long calls(JsonNode calls) {
        long tokens = 0;
        for (JsonNode call : calls) {
            tokens += count(call.get("function").get("name").asString())
                    + count(call.get("function").get("arguments").asString());
        }
        return tokens;
    }

    private long texts(JsonNode content) {
        if (content.isString()) {
            return count(content.asString());
        }
        long tokens = 0;
        for (JsonNode part : content) {
            tokens += count(part.path("text").asString(""));
        }
        return tokens;
    }

    private long tools(JsonNode tools) {
        long tokens = 0;
        for (JsonNode tool : tools) {
            JsonNode function = tool.has("function") ? tool.get("function") : tool;
            tokens += 7 + count(
                    function.get("name").asString() + ":" + withoutStop(function.path("description").asString("")));
            JsonNode properties = function.path("parameters").path("properties");
            tokens += properties.isEmpty() ? 0 : 3;
            for (var property : properties.properties()) {
                JsonNode schema = property.getValue();
                tokens += 3;
                if (schema.has("enum")) {
                    tokens -= 3;
                    for (JsonNode item : schema.get("enum")) {
                        tokens += 3 + count(item.asString());
                    }
                }
                tokens += count(property.getKey() + ":" + schema.path("type").asString() + ":"
                        + withoutStop(schema.path("description").asString("")));
            }
        }
        return tools.isEmpty() ? tokens : tokens + 12;
    }

    private static String withoutStop(String description) {
        return description.endsWith(".") ? description.substring(0, description.length() - 1) : description;
    }

    private long count(String text) {
        return this.encoding.countTokensOrdinary(text);
    }

}
