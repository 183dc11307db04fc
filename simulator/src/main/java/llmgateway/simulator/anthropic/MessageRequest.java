package llmgateway.simulator.anthropic;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

import llmgateway.simulator.api.ApiException;
import llmgateway.simulator.api.ApiRequest;
import llmgateway.simulator.api.Fields;
import llmgateway.simulator.generation.Prompt;
import llmgateway.simulator.generation.Words;
import tools.jackson.databind.JsonNode;

/**
 * The body of {@code POST /v1/messages}, or of {@code POST /v1/messages/count_tokens},
 * which lacks the output limit and the stream, checked against Anthropic's API reference
 * of its versions 2023-06-01 and 2026-10-21.
 */
record MessageRequest(String model, Prompt prompt, boolean stream, boolean tellsThoughts) {

    private static final Set<String> COUNT_FIELDS = Set.of("cache_control", "messages", "model", "output_config",
            "speed", "system", "thinking", "tool_choice", "tools");

    private static final Set<String> FIELDS = Set.of("cache_control", "container", "diagnostics", "inference_geo",
            "max_tokens", "messages", "metadata", "model", "output_config", "service_tier", "speed", "stop_sequences",
            "stream", "system", "temperature", "thinking", "tool_choice", "tools", "top_k", "top_p");

    private static final String LATEST = "2026-10-21";

    private static final Set<String> VERSIONS = Set.of("2023-06-01", LATEST);

    private static final List<String> SAMPLING = List.of("temperature", "top_p", "top_k");

    private static final Set<String> ROLES = Set.of("user", "assistant", "system");

    private static final Set<String> EFFORTS = Set.of("low", "medium", "high", "xhigh", "max");

    private static final Set<String> TOOL = Set.of("type", "name", "description", "input_schema", "strict",
            "cache_control", "allowed_callers", "defer_loading", "eager_input_streaming", "input_examples");

    private static final Set<String> FORCING = Set.of("any", "tool");

    private static final Set<String> CHOICES = Set.of("auto", "any", "tool", "none");

    static MessageRequest read(ApiRequest request) throws ApiException {
        Fields body = begin(request, FIELDS);
        OptionalLong limit = body.integer("max_tokens", 1, Integer.MAX_VALUE);
        if (limit.isEmpty()) {
            throw ApiException.invalid("max_tokens", "max_tokens: Field required");
        }
        refuseSampling(request, body);
        Optional<Fields> metadata = body.object("metadata");
        if (metadata.isPresent()) {
            metadata.get().only(Set.of("user_id")).string("user_id");
        }
        body.oneOf("service_tier", Set.of("auto", "standard_only"));
        Thinking thinking = Thinking.read(body, limit.getAsLong());
        Optional<Fields> choice = body.object("tool_choice");
        thinking.checkBeside(body, "top_p",
                choice.isPresent() && FORCING.contains(choice.get().requireOneOf("type", CHOICES)));
        Prompt prompt = prompt(body, limit, thinking).withStopSequences(body.strings("stop_sequences"));
        return new MessageRequest(request.model(), prompt, body.bool("stream", false), thinking.told());
    }

    static MessageRequest readForCount(ApiRequest request) throws ApiException {
        Fields body = begin(request, COUNT_FIELDS);
        Thinking thinking = Thinking.read(body, Long.MAX_VALUE);
        return new MessageRequest(request.model(), prompt(body, OptionalLong.empty(), thinking), false, false);
    }

    private static Fields begin(ApiRequest request, Set<String> fields) throws ApiException {
        String version = Optional.ofNullable(request.headers().get("anthropic-version"))
            .orElseThrow(() -> ApiException.malformed("anthropic-version: header is required"));
        if (!VERSIONS.contains(version)) {
            throw ApiException.malformed("anthropic-version: \"" + version + "\" is not a valid version");
        }
        return request.json().only(fields);
    }

    /** Version 2026-10-21 knows no sampling parameters, whatever their values. */
    private static void refuseSampling(ApiRequest request, Fields body) throws ApiException {
        for (String name : SAMPLING) {
            if (LATEST.equals(request.headers().get("anthropic-version")) && body.find(name).isPresent()) {
                throw ApiException.invalid(name, name + ": Extra inputs are not permitted");
            }
        }
        body.number("temperature", 0, 1);
        body.number("top_p", 0, 1);
    }

    private static Prompt prompt(Fields body, OptionalLong limit, Thinking thinking) throws ApiException {
        if (body.find("system").isPresent() && body.find("system").get().isArray()) {
            ContentBlocks.check(body.objects("system"), ContentBlocks.SYSTEM);
        }
        long inputTokens = body.find("system").map(Words::countIn).orElse(0L);
        List<Fields> messages = body.requireObjects("messages");
        for (Fields message : messages) {
            inputTokens += words(message);
        }
        boolean answersTool = Turns.check(messages, thinking);
        List<Prompt.Tool> tools = toolsToCall(body);
        return new Prompt(inputTokens, limit, answersTool ? List.of() : tools, schema(body))
            .withThinking(thinking.wanted());
    }

    private static long words(Fields message) throws ApiException {
        String role = message.only(Set.of("role", "content")).requireOneOf("role", ROLES);
        JsonNode content = message.require("content");
        if (content.isArray()) {
            ContentBlocks.check(message.objects("content"), switch (role) {
                case "user" -> ContentBlocks.USER;
                case "assistant" -> ContentBlocks.ASSISTANT;
                default -> ContentBlocks.SYSTEM;
            });
        }
        else if (!content.isString()) {
            throw message.wrongType("content", "a string or an array of content blocks");
        }
        return Words.countIn(content);
    }

    private static Optional<JsonNode> schema(Fields body) throws ApiException {
        Optional<Fields> config = body.object("output_config");
        Optional<Fields> format = config.isEmpty() ? Optional.empty()
                : config.get().only(Set.of("effort", "format")).object("format");
        if (config.isPresent()) {
            config.get().oneOf("effort", EFFORTS);
        }
        if (format.isEmpty()) {
            return Optional.empty();
        }
        format.get().only(Set.of("type", "schema")).requireOneOf("type", Set.of("json_schema"));
        return Optional.of(format.get().requireObject("schema").node());
    }

    private static List<Prompt.Tool> toolsToCall(Fields body) throws ApiException {
        List<Prompt.Tool> tools = new ArrayList<>();
        for (Fields tool : body.objects("tools")) {
            if (tool.string("type").orElse("custom").equals("custom")) {
                ContentBlocks.checkCacheControl(tool.only(TOOL));
                tool.bool("strict", false);
                Fields schema = tool.requireObject("input_schema");
                schema.requireOneOf("type", Set.of("object"));
                tools.add(new Prompt.Tool(tool.requireString("name"), schema.node()));
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
