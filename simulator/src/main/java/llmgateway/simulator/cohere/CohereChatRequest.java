package llmgateway.simulator.cohere;

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
 * The body of {@code POST /v2/chat}, checked against Cohere's API reference, "Chat", and
 * {@code V2ChatRequest} of its SDKs, as of 2026.
 */
record CohereChatRequest(Prompt prompt, boolean stream) {

    private static final Set<String> FIELDS = Set.of("model", "messages", "stream", "tools", "strict_tools",
            "documents", "citation_options", "response_format", "safety_mode", "max_tokens", "stop_sequences",
            "temperature", "seed", "frequency_penalty", "presence_penalty", "k", "p", "logprobs", "tool_choice",
            "thinking", "priority", "raw_prompting");

    private static final int MOST_STOPS = 5;

    static CohereChatRequest read(ApiRequest request) throws ApiException {
        Fields body = request.json().only(FIELDS);
        request.model();
        List<Fields> messages = body.requireObjects("messages");
        CohereMessages.check(messages);
        long words = 0;
        for (Fields message : messages) {
            words += message.find("content").map(Words::countIn).orElse(0L);
        }
        checkSampling(body);
        boolean answersTool = messages.getLast().requireString("role").equals("tool");
        List<Prompt.Tool> tools = tools(body);
        OptionalLong limit = body.integer("max_tokens", 1, Integer.MAX_VALUE);
        Prompt prompt = new Prompt(words, limit, answersTool ? List.of() : tools, schema(body))
            .withStopSequences(stop(body))
            .withThinking(thinks(body));
        return new CohereChatRequest(prompt, body.bool("stream", false));
    }

    private static void checkSampling(Fields body) throws ApiException {
        body.number("temperature", 0, Double.MAX_VALUE);
        body.number("frequency_penalty", 0, 1);
        body.number("presence_penalty", 0, 1);
        body.number("p", 0.01, 0.99);
        body.integer("k", 0, 500);
        body.integer("seed", 0, Long.MAX_VALUE);
    }

    private static List<String> stop(Fields body) throws ApiException {
        List<String> sequences = body.strings("stop_sequences");
        if (sequences.size() > MOST_STOPS) {
            throw ApiException.malformed("invalid request: at most " + MOST_STOPS + " stop sequences are allowed");
        }
        return sequences;
    }

    private static boolean thinks(Fields body) throws ApiException {
        Optional<Fields> thinking = body.object("thinking");
        if (thinking.isEmpty()) {
            return false;
        }
        thinking.get().only(Set.of("type", "token_budget")).integer("token_budget", 1, Integer.MAX_VALUE);
        return thinking.get().requireOneOf("type", Set.of("enabled", "disabled")).equals("enabled");
    }

    private static Optional<JsonNode> schema(Fields body) throws ApiException {
        Optional<Fields> format = body.object("response_format");
        if (format.isEmpty()) {
            return Optional.empty();
        }
        if (format.get()
            .only(Set.of("type", "json_schema"))
            .requireOneOf("type", Set.of("text", "json_object"))
            .equals("text")) {
            return Optional.empty();
        }
        if (body.find("tools").isPresent()) {
            throw ApiException
                .malformed("invalid request: 'response_format' of type 'json_object' cannot be used with 'tools'");
        }
        Optional<Fields> schema = format.get().object("json_schema");
        return Optional.of(schema.<JsonNode>map(Fields::node).orElseGet(() -> Json.object().put("type", "object")));
    }

    private static List<Prompt.Tool> tools(Fields body) throws ApiException {
        List<Prompt.Tool> tools = new ArrayList<>();
        for (Fields tool : body.objects("tools")) {
            tool.only(Set.of("type", "function")).requireOneOf("type", Set.of("function"));
            Fields function = tool.requireObject("function").only(Set.of("name", "description", "parameters"));
            tools.add(new Prompt.Tool(function.requireString("name"), function.requireObject("parameters").node()));
        }
        body.bool("strict_tools", false);
        Optional<String> choice = body.oneOf("tool_choice", Set.of("REQUIRED", "NONE"));
        if (choice.isPresent() && tools.isEmpty()) {
            throw ApiException.malformed("invalid request: 'tool_choice' needs 'tools'");
        }
        return choice.equals(Optional.of("NONE")) ? List.of() : tools;
    }

}
