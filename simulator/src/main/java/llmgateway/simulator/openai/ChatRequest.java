package llmgateway.simulator.openai;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

import llmgateway.simulator.api.ApiException;
import llmgateway.simulator.api.ApiRequest;
import llmgateway.simulator.api.Fields;
import llmgateway.simulator.api.Json;
import llmgateway.simulator.generation.Prompt;
import llmgateway.simulator.generation.Words;
import tools.jackson.databind.JsonNode;

/**
 * The body of {@code POST /v1/chat/completions}, checked against OpenAI's API reference.
 *
 * @param choices how many answers
 * @param includeUsage whether a stream ends with a usage chunk
 */
record ChatRequest(String model, Prompt prompt, int choices, boolean stream, boolean includeUsage) {

    private static final Set<String> FIELDS = Set.of("messages", "model", "audio", "frequency_penalty", "function_call",
            "functions", "logit_bias", "logprobs", "max_completion_tokens", "max_tokens", "metadata", "modalities",
            "moderation", "n", "parallel_tool_calls", "prediction", "presence_penalty", "prompt_cache_key",
            "prompt_cache_options", "prompt_cache_retention", "reasoning_effort", "response_format",
            "safety_identifier", "seed", "service_tier", "stop", "store", "stream", "stream_options", "temperature",
            "tool_choice", "tools", "top_logprobs", "top_p", "user", "verbosity", "web_search_options");

    private static final Set<String> ROLES = Set.of("developer", "system", "user", "assistant", "tool", "function");

    private static final Set<String> FORMATS = Set.of("text", "json_object", "json_schema");

    static ChatRequest read(ApiRequest request) throws ApiException {
        Fields body = request.json().only(FIELDS);
        String model = request.model();
        List<Fields> messages = body.requireObjects("messages");
        long inputTokens = 0;
        for (Fields message : messages) {
            inputTokens += words(message);
        }
        body.number("temperature", 0, 2);
        body.number("top_p", 0, 1);
        body.number("frequency_penalty", -2, 2);
        body.number("presence_penalty", -2, 2);
        boolean stream = body.bool("stream", false);
        boolean answersTool = messages.getLast().requireString("role").equals("tool");
        List<Prompt.Tool> offered = OfferedTools.toCall(body, true);
        Prompt prompt = new Prompt(inputTokens, outputLimit(body), answersTool ? List.of() : offered, schema(body));
        return new ChatRequest(model, prompt, (int) body.integer("n", 1, 128).orElse(1), stream,
                includeUsage(body, stream));
    }

    private static long words(Fields message) throws ApiException {
        String role = message.requireOneOf("role", ROLES);
        boolean callsTools = role.equals("assistant") && message.find("tool_calls").isPresent();
        if (role.equals("tool")) {
            message.requireString("tool_call_id");
        }
        if (callsTools && message.find("content").isEmpty()) {
            return 0;
        }
        JsonNode content = message.require("content");
        if (content.isArray()) {
            for (Fields part : message.requireObjects("content")) {
                part.requireString("type");
            }
        }
        else if (!content.isString()) {
            throw message.wrongType("content", "a string or an array of content parts");
        }
        return Words.countIn(content);
    }

    private static OptionalLong outputLimit(Fields body) throws ApiException {
        OptionalLong completionLimit = body.integer("max_completion_tokens", 1, Integer.MAX_VALUE);
        OptionalLong limit = body.integer("max_tokens", 1, Integer.MAX_VALUE);
        if (completionLimit.isPresent() && limit.isPresent()) {
            throw ApiException.invalid("max_tokens",
                    "Setting 'max_tokens' and 'max_completion_tokens' at the same time is not supported.");
        }
        return completionLimit.isPresent() ? completionLimit : limit;
    }

    private static Optional<JsonNode> schema(Fields body) throws ApiException {
        Optional<Fields> format = body.object("response_format");
        if (format.isEmpty()) {
            return Optional.empty();
        }
        return switch (format.get().requireOneOf("type", FORMATS)) {
            case "json_schema" -> {
                Fields named = format.get().requireObject("json_schema");
                named.requireString("name");
                yield Optional.of(named.find("schema").orElseGet(Json::object));
            }
            case "json_object" -> Optional.of(Json.object().put("type", "object"));
            default -> Optional.empty();
        };
    }

    static boolean includeUsage(Fields body, boolean stream) throws ApiException {
        Optional<Fields> options = body.object("stream_options");
        if (options.isPresent() && !stream) {
            throw ApiException.invalid("stream_options",
                    "The 'stream_options' parameter is only allowed when 'stream' is enabled.");
        }
        return options.isPresent() && options.get().bool("include_usage", false);
    }

}
