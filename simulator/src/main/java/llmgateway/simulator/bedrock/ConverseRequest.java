package llmgateway.simulator.bedrock;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;

import llmgateway.simulator.anthropic.Thinking;
import llmgateway.simulator.api.ApiException;
import llmgateway.simulator.api.ApiRequest;
import llmgateway.simulator.api.Fields;
import llmgateway.simulator.api.Json;
import llmgateway.simulator.generation.Prompt;
import llmgateway.simulator.generation.Words;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The body of Converse and ConverseStream, checked against the service model
 * {@code bedrock-runtime} 2023-09-30 in botocore of August 2026.
 *
 * @param tellsThoughts whether the client reads what the model thinks
 */
record ConverseRequest(Prompt prompt, boolean tellsThoughts) {

    private static final JsonMapper JSON = new JsonMapper();

    private static final Set<String> FIELDS = Set.of("messages", "system", "inferenceConfig", "toolConfig",
            "guardrailConfig", "additionalModelRequestFields", "promptVariables", "additionalModelResponseFieldPaths",
            "requestMetadata", "performanceConfig", "serviceTier", "outputConfig");

    private static final long USUAL_LIMIT = 4096;

    private static final Set<String> CONFIG = Set.of("maxTokens", "temperature", "topP", "stopSequences");

    static ConverseRequest read(ApiRequest request) throws ApiException {
        Fields body = request.json().only(FIELDS);
        long words = body.find("system").map(Words::countIn).orElse(0L);
        for (Fields block : body.objects("system")) {
            ContentBlocks.check(block, ContentBlocks.SYSTEM);
        }
        List<Fields> messages = body.requireObjects("messages");
        boolean usesTools = false;
        String expected = "user";
        for (Fields message : messages) {
            if (!message.only(Set.of("role", "content"))
                .requireOneOf("role", Set.of("user", "assistant"))
                .equals(expected)) {
                throw ApiException.malformed(
                        "A conversation must alternate between user and assistant roles. Make sure the conversation starts with a user message.");
            }
            expected = expected.equals("user") ? "assistant" : "user";
            for (Fields block : message.requireObjects("content")) {
                usesTools |= ContentBlocks.check(block, ContentBlocks.MESSAGE);
            }
            words += Words.countIn(message.require("content"));
        }
        Optional<Fields> tooling = body.object("toolConfig");
        if (usesTools && tooling.isEmpty()) {
            throw ApiException
                .malformed("The toolConfig field must be defined when using toolUse and toolResult content blocks.");
        }
        List<Prompt.Tool> tools = tooling.isEmpty() ? List.of() : tools(tooling.get());
        boolean answered = messages.getLast()
            .node()
            .path("content")
            .valueStream()
            .anyMatch((block) -> block.has("toolResult"));
        OptionalLong limit = limit(body);
        refuseTwoSamplings(request, body);
        Thinking thinking = Thinking.read(ofModel(body), limit.orElse(USUAL_LIMIT));
        thinking.checkBeside(sampling(body), "topP", tooling.isPresent() && forcesTools(tooling.get()));
        if (answered) {
            thinking.checkTurnBeforeResults(kinds(messages.get(messages.size() - 2)));
        }
        Prompt prompt = new Prompt(words, limit, answered ? List.of() : tools, schema(body))
            .withStopSequences(stopSequences(body))
            .withThinking(thinking.wanted());
        return new ConverseRequest(prompt, thinking.told());
    }

    private static Fields sampling(Fields body) throws ApiException {
        Optional<Fields> config = body.object("inferenceConfig");
        ObjectNode sampling = config.isPresent() ? config.get().node().deepCopy() : Json.object();
        ofModel(body).find("top_k").ifPresent((topK) -> sampling.set("top_k", topK));
        return Fields.of(sampling, "inferenceConfig");
    }

    /** As Claude from 4.1 on has it. */
    private static void refuseTwoSamplings(ApiRequest request, Fields body) throws ApiException {
        Optional<Fields> config = body.object("inferenceConfig");
        if (config.isPresent() && request.model().contains("claude") && config.get().find("temperature").isPresent()
                && config.get().find("topP").isPresent()) {
            throw ApiException.malformed("`temperature` and `top_p` cannot both be specified for this model.");
        }
    }

    private static boolean forcesTools(Fields tooling) throws ApiException {
        Optional<Fields> choice = tooling.object("toolChoice");
        return choice.isPresent() && choice.get().find("auto").isEmpty();
    }

    /** What is handed on to the model: here, Claude. */
    private static Fields ofModel(Fields body) throws ApiException {
        Optional<Fields> fields = body.object("additionalModelRequestFields");
        return fields.isPresent() ? fields.get().only(Set.of("thinking", "top_k", "anthropic_beta"))
                : Fields.of(Json.object(), "additionalModelRequestFields");
    }

    /** By the names that Claude has for them. */
    private static List<String> kinds(Fields message) throws ApiException {
        List<String> kinds = new ArrayList<>();
        for (Fields block : message.objects("content")) {
            String kind = block.node().propertyNames().iterator().next();
            kinds.add(switch (kind) {
                case "toolUse" -> "tool_use";
                case "reasoningContent" -> "thinking";
                default -> kind;
            });
        }
        return kinds;
    }

    private static List<String> stopSequences(Fields body) throws ApiException {
        Optional<Fields> config = body.object("inferenceConfig");
        return config.isPresent() ? config.get().strings("stopSequences") : List.of();
    }

    private static OptionalLong limit(Fields body) throws ApiException {
        Optional<Fields> config = body.object("inferenceConfig");
        if (config.isEmpty()) {
            return OptionalLong.empty();
        }
        config.get().only(CONFIG);
        config.get().number("temperature", 0, 1);
        config.get().number("topP", 0, 1);
        return config.get().integer("maxTokens", 1, Integer.MAX_VALUE);
    }

    private static Optional<JsonNode> schema(Fields body) throws ApiException {
        Optional<Fields> config = body.object("outputConfig");
        Optional<Fields> format = config.isEmpty() ? Optional.empty()
                : config.get().only(Set.of("textFormat", "effort")).object("textFormat");
        if (format.isEmpty()) {
            return Optional.empty();
        }
        format.get().requireOneOf("type", Set.of("json_schema"));
        String schema = format.get().requireObject("structure").requireObject("jsonSchema").requireString("schema");
        try {
            return Optional.of(JSON.readTree(schema));
        }
        catch (JacksonException ex) {
            throw ApiException.malformed("outputConfig.textFormat.structure.jsonSchema.schema is no JSON");
        }
    }

    private static List<Prompt.Tool> tools(Fields config) throws ApiException {
        config.only(Set.of("tools", "toolChoice"));
        List<Prompt.Tool> tools = new ArrayList<>();
        for (Fields tool : config.requireObjects("tools")) {
            Optional<Fields> spec = tool.only(Set.of("toolSpec", "systemTool", "cachePoint")).object("toolSpec");
            if (spec.isPresent()) {
                spec.get().only(Set.of("name", "description", "inputSchema", "strict"));
                String name = spec.get().requireString("name");
                ContentBlocks.matches(name, Pattern.compile("[a-zA-Z0-9_-]{1,64}"), "toolSpec.name");
                tools.add(new Prompt.Tool(name, spec.get().requireObject("inputSchema").requireObject("json").node()));
            }
        }
        Optional<Fields> choice = config.object("toolChoice");
        if (choice.isEmpty()) {
            return tools;
        }
        Optional<Fields> named = choice.get().only(Set.of("auto", "any", "tool")).object("tool");
        if (named.isEmpty()) {
            return tools;
        }
        String name = named.get().requireString("name");
        return tools.stream().filter((tool) -> tool.name().equals(name)).toList();
    }

}
