package llmgateway.simulator.ollama;

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
import llmgateway.simulator.generation.Words;
import tools.jackson.databind.JsonNode;

/**
 * The body of {@code POST /api/chat}, checked against docs/openapi.yaml and api/types.go
 * of Ollama, August 2026. Unlike Ollama, which passes over them, fields that it does not
 * know are refused.
 */
record OllamaChatRequest(String model, Prompt prompt, boolean stream) {

    private static final Set<String> FIELDS = Set.of("model", "messages", "stream", "format", "keep_alive", "tools",
            "options", "think", "truncate", "shift", "logprobs", "top_logprobs");

    private static final Set<String> OPTIONS = Set.of("num_keep", "seed", "num_predict", "top_k", "top_p", "min_p",
            "typical_p", "repeat_last_n", "temperature", "repeat_penalty", "presence_penalty", "frequency_penalty",
            "stop", "num_ctx", "num_batch", "num_gpu", "main_gpu", "use_mmap", "num_thread");

    private static final Set<String> MESSAGE = Set.of("role", "content", "thinking", "images", "tool_calls",
            "tool_name", "tool_call_id");

    private static final Set<String> ROLES = Set.of("system", "user", "assistant", "tool");

    private static final Set<String> LEVELS = Set.of("low", "medium", "high", "max");

    static OllamaChatRequest read(ApiRequest request) throws ApiException {
        Fields body = request.json().only(FIELDS);
        List<Fields> messages = body.requireObjects("messages");
        long words = 0;
        for (Fields message : messages) {
            checkMessage(message);
            words += Words.count(message.string("content").orElse(""));
        }
        boolean answersTool = messages.getLast().requireString("role").equals("tool");
        List<Prompt.Tool> tools = tools(body);
        body.bool("logprobs", false);
        body.integer("top_logprobs", 0, 20);
        Fields options = body.find("options").isPresent() ? body.requireObject("options").only(OPTIONS)
                : Fields.of(Json.object(), "options");
        Prompt prompt = new Prompt(words, limit(options), answersTool ? List.of() : tools, schema(body))
            .withStopSequences(options.strings("stop"))
            .withThinking(thinks(body));
        return new OllamaChatRequest(request.model(), prompt, body.bool("stream", true));
    }

    private static void checkMessage(Fields message) throws ApiException {
        message.only(MESSAGE).requireOneOf("role", ROLES);
        message.requireString("content");
        message.string("thinking");
        message.string("tool_name");
        message.string("tool_call_id");
        for (JsonNode image : message.array("images")) {
            Fields.of(Json.object().set("image", image), "images").requireBase64("image");
        }
        for (Fields call : message.objects("tool_calls")) {
            call.only(Set.of("id", "function")).string("id");
            Fields function = call.requireObject("function").only(Set.of("index", "name", "arguments"));
            function.requireString("name");
            function.requireObject("arguments");
        }
    }

    private static OptionalLong limit(Fields options) throws ApiException {
        for (String name : List.of("temperature", "top_p", "min_p", "presence_penalty", "frequency_penalty")) {
            options.number(name, -Double.MAX_VALUE, Double.MAX_VALUE);
        }
        options.integer("seed", Long.MIN_VALUE, Long.MAX_VALUE);
        options.integer("top_k", 0, Integer.MAX_VALUE);
        OptionalLong limit = options.integer("num_predict", -2, Integer.MAX_VALUE);
        return (limit.orElse(-1) < 0) ? OptionalLong.empty() : limit;
    }

    private static boolean thinks(Fields body) throws ApiException {
        Optional<JsonNode> think = body.find("think");
        if (think.isEmpty()) {
            return false;
        }
        if (think.get().isString()) {
            body.requireOneOf("think", LEVELS);
            return true;
        }
        return body.bool("think", false);
    }

    private static Optional<JsonNode> schema(Fields body) throws ApiException {
        Optional<JsonNode> format = body.find("format");
        if (format.isEmpty()) {
            return Optional.empty();
        }
        if (format.get().isString()) {
            body.requireOneOf("format", Set.of("json"));
            return Optional.of(Json.object().put("type", "object"));
        }
        return Optional.of(body.requireObject("format").node());
    }

    private static List<Prompt.Tool> tools(Fields body) throws ApiException {
        List<Prompt.Tool> tools = new ArrayList<>();
        for (Fields tool : body.objects("tools")) {
            tool.only(Set.of("type", "function")).requireOneOf("type", Set.of("function"));
            Fields function = tool.requireObject("function").only(Set.of("name", "description", "parameters"));
            tools.add(new Prompt.Tool(function.requireString("name"), function.requireObject("parameters").node()));
        }
        return tools;
    }

}
