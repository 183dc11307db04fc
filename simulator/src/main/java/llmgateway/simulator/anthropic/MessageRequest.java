package llmgateway.simulator.anthropic;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

import llmgateway.simulator.api.ApiException;
import llmgateway.simulator.api.ApiRequest;
import llmgateway.simulator.api.Fields;
import llmgateway.simulator.api.Json;
import llmgateway.simulator.generation.Prompt;
import tools.jackson.databind.JsonNode;

/**
 * The body of {@code POST /v1/messages}, or of {@code POST /v1/messages/count_tokens},
 * which lacks the output limit and the stream, checked against Anthropic's API reference.
 */
record MessageRequest(String model, Prompt prompt, boolean stream) {

    private static final Set<String> COUNT_FIELDS = Set.of("cache_control", "messages", "model", "output_config",
            "speed", "system", "thinking", "tool_choice", "tools");

    private static final Set<String> FIELDS = Set.of("cache_control", "container", "diagnostics", "inference_geo",
            "max_tokens", "messages", "metadata", "model", "output_config", "service_tier", "speed", "stop_sequences",
            "stream", "system", "temperature", "thinking", "tool_choice", "tools", "top_k", "top_p");

    private static final Set<String> ROLES = Set.of("user", "assistant");

    private static final Set<String> CHOICES = Set.of("auto", "any", "tool", "none");

    static MessageRequest read(ApiRequest request) throws ApiException {
        Fields body = begin(request, FIELDS);
        OptionalLong limit = body.integer("max_tokens", 1, Integer.MAX_VALUE);
        if (limit.isEmpty()) {
            throw ApiException.invalid("max_tokens", "max_tokens: Field required");
        }
        body.number("temperature", 0, 1);
        body.number("top_p", 0, 1);
        return new MessageRequest(request.model(), prompt(body, limit), body.bool("stream", false));
    }

    static MessageRequest readForCount(ApiRequest request) throws ApiException {
        Fields body = begin(request, COUNT_FIELDS);
        return new MessageRequest(request.model(), prompt(body, OptionalLong.empty()), false);
    }

    private static Fields begin(ApiRequest request, Set<String> fields) throws ApiException {
        if (!request.headers().contains("anthropic-version")) {
            throw ApiException.malformed("anthropic-version: header is required");
        }
        return request.json().only(fields);
    }

    private static Prompt prompt(Fields body, OptionalLong limit) throws ApiException {
        long inputTokens = body.find("system").map(Json::words).orElse(0L);
        List<Fields> messages = body.requireObjects("messages");
        for (Fields message : messages) {
            message.requireOneOf("role", ROLES);
            JsonNode content = message.require("content");
            if (content.isArray()) {
                for (Fields block : message.objects("content")) {
                    block.requireString("type");
                }
            }
            else if (!content.isString()) {
                throw message.wrongType("content", "a string or an array of content blocks");
            }
            inputTokens += Json.words(content);
        }
        List<Prompt.Tool> tools = answersTool(messages.getLast()) ? List.of() : toolsToCall(body);
        return new Prompt(inputTokens, limit, tools, Optional.empty());
    }

    private static boolean answersTool(Fields message) throws ApiException {
        JsonNode content = message.require("content");
        return content.isArray()
                && content.valueStream().anyMatch((block) -> block.path("type").asString("").equals("tool_result"));
    }

    private static List<Prompt.Tool> toolsToCall(Fields body) throws ApiException {
        List<Prompt.Tool> tools = new ArrayList<>();
        for (Fields tool : body.objects("tools")) {
            if (tool.string("type").orElse("custom").equals("custom")) {
                tools.add(new Prompt.Tool(tool.requireString("name"), tool.requireObject("input_schema").node()));
            }
        }
        Optional<Fields> choice = body.object("tool_choice");
        if (choice.isEmpty()) {
            return tools;
        }
        return switch (choice.get().requireOneOf("type", CHOICES)) {
            case "none" -> List.of();
            case "tool" -> named(tools, choice.get().requireString("name"));
            default -> (choice.get().bool("disable_parallel_tool_use", false) && !tools.isEmpty()) ? tools.subList(0, 1)
                    : tools;
        };
    }

    private static List<Prompt.Tool> named(List<Prompt.Tool> tools, String name) throws ApiException {
        List<Prompt.Tool> named = tools.stream().filter((tool) -> tool.name().equals(name)).toList();
        if (named.isEmpty()) {
            throw ApiException.invalid("tool_choice", "tool_choice: Tool '" + name + "' not found in provided tools");
        }
        return named;
    }

}
