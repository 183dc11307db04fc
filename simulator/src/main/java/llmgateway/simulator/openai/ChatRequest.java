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
 * @param tellsThoughts whether thoughts are told in {@code reasoning_content}, which
 * OpenAI itself does not do
 */
record ChatRequest(String model, Prompt prompt, int choices, boolean stream, boolean includeUsage,
        boolean tellsThoughts) {

    private static final Set<String> FIELDS = Set.of("messages", "model", "audio", "frequency_penalty", "function_call",
            "functions", "logit_bias", "logprobs", "max_completion_tokens", "max_tokens", "metadata", "modalities",
            "moderation", "n", "parallel_tool_calls", "prediction", "presence_penalty", "prompt_cache_key",
            "prompt_cache_options", "prompt_cache_retention", "reasoning_effort", "response_format",
            "safety_identifier", "seed", "service_tier", "stop", "store", "stream", "stream_options", "temperature",
            "tool_choice", "tools", "top_logprobs", "top_p", "user", "verbosity", "web_search_options");

    static final Set<String> EFFORTS = Set.of("none", "minimal", "low", "medium", "high", "xhigh", "max");

    static final Set<String> TIERS = Set.of("auto", "default", "flex", "scale", "priority");

    /** Models whose providers tell what they think. */
    private static final String OPEN_THINKERS = "deepseek-";

    private static final int MOST_STOPS = 4;

    private static final Set<String> FORMATS = Set.of("text", "json_object", "json_schema");

    static ChatRequest read(ApiRequest request) throws ApiException {
        Fields body = request.json().only(FIELDS);
        String model = request.model();
        List<Fields> messages = body.requireObjects("messages");
        boolean tellsThoughts = model.startsWith(OPEN_THINKERS);
        new ChatMessages(tellsThoughts).check(messages);
        long inputTokens = 0;
        for (Fields message : messages) {
            inputTokens += message.find("content").map(Words::countIn).orElse(0L);
        }
        body.number("temperature", 0, 2);
        body.number("top_p", 0, 1);
        body.number("frequency_penalty", -2, 2);
        body.number("presence_penalty", -2, 2);
        boolean stream = body.bool("stream", false);
        boolean answersTool = messages.getLast().requireString("role").equals("tool");
        List<Prompt.Tool> offered = OfferedTools.toCall(body, true);
        checkSampling(body);
        boolean thinks = body.oneOf("reasoning_effort", EFFORTS).filter((effort) -> !effort.equals("none")).isPresent();
        Prompt prompt = new Prompt(inputTokens, outputLimit(body), answersTool ? List.of() : offered, schema(body))
            .withStopSequences(stop(body))
            .withThinking(thinks);
        return new ChatRequest(model, prompt, (int) body.integer("n", 1, 128).orElse(1), stream,
                includeUsage(body, stream), tellsThoughts);
    }

    private static void checkSampling(Fields body) throws ApiException {
        body.integer("seed", Long.MIN_VALUE, Long.MAX_VALUE);
        body.object("logit_bias");
        body.oneOf("service_tier", TIERS);
        if (body.integer("top_logprobs", 0, 20).isPresent() && !body.bool("logprobs", false)) {
            throw ApiException.invalid("top_logprobs", "top_logprobs: requires logprobs to be true.");
        }
    }

    private static List<String> stop(Fields body) throws ApiException {
        Optional<JsonNode> stop = body.find("stop");
        if (stop.isPresent() && stop.get().isString()) {
            return List.of(stop.get().stringValue());
        }
        List<String> sequences = body.strings("stop");
        if (sequences.size() > MOST_STOPS) {
            throw ApiException.invalid("stop",
                    "Invalid 'stop': array too long. Expected an array with maximum length 4.");
        }
        return sequences;
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
                Fields named = format.get()
                    .only(Set.of("type", "json_schema"))
                    .requireObject("json_schema")
                    .only(Set.of("name", "description", "schema", "strict"));
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
