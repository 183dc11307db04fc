package llmgateway.simulator.gemini;

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
 * The body of {@code models.generateContent}, checked against google-genai for Python
 * 3.3.0 of November 2026. Names are taken in {@code lowerCamelCase} only.
 *
 * @param tellsThoughts whether the client reads what the model thinks
 */
record GenerateContentRequest(String model, Prompt prompt, int candidates, boolean tellsThoughts) {

    private static final Set<String> FIELDS = Set.of("model", "contents", "systemInstruction", "tools", "toolConfig",
            "safetySettings", "generationConfig", "cachedContent", "labels", "serviceTier", "store");

    private static final Set<String> CONFIG = Set.of("stopSequences", "responseMimeType", "responseSchema",
            "responseJsonSchema", "responseModalities", "candidateCount", "maxOutputTokens", "temperature", "topP",
            "topK", "seed", "presencePenalty", "frequencyPenalty", "responseLogprobs", "logprobs", "speechConfig",
            "thinkingConfig", "imageConfig", "mediaResolution");

    private static final Set<String> ROLES = Set.of("user", "model");

    private static final Set<String> TOOL = Set.of("functionDeclarations", "googleSearch", "googleSearchRetrieval",
            "codeExecution", "urlContext", "computerUse", "fileSearch", "googleMaps", "mcpServers");

    private static final Set<String> MODES = Set.of("AUTO", "ANY", "NONE", "VALIDATED");

    private static final Set<String> LEVELS = Set.of("MINIMAL", "LOW", "MEDIUM", "HIGH", "XHIGH");

    static GenerateContentRequest read(ApiRequest request) throws ApiException {
        Fields body = request.json().only(FIELDS);
        Optional<Fields> instruction = body.object("systemInstruction");
        long inputTokens = instruction.isEmpty() ? 0 : words(instruction.get());
        int calls = 0;
        for (Fields content : body.requireObjects("contents")) {
            content.only(Set.of("role", "parts"));
            if (content.find("role").isPresent()) {
                content.requireOneOf("role", ROLES);
            }
            inputTokens += words(content);
            int results = count(content, "functionResponse");
            if (calls > 0 && results != calls) {
                throw ApiException.malformed("Please ensure that the number of function response parts is equal to "
                        + "the number of function call parts of the function call turn.");
            }
            calls = count(content, "functionCall");
            requireSignature(request.model(), content);
        }
        Fields last = body.requireObjects("contents").getLast();
        Optional<Fields> config = body.object("generationConfig");
        if (config.isPresent()) {
            check(config.get().only(CONFIG));
        }
        OptionalLong limit = config.isPresent() ? config.get().integer("maxOutputTokens", 1, 65_536)
                : OptionalLong.empty();
        OptionalLong candidates = config.isPresent() ? config.get().integer("candidateCount", 1, 8)
                : OptionalLong.empty();
        List<Prompt.Tool> tools = tools(body);
        Optional<Fields> thinking = config.isPresent() ? config.get().object("thinkingConfig") : Optional.empty();
        boolean thinks = thinking.isPresent() && thinking.get().integer("thinkingBudget", -1, 32_768).orElse(-1) != 0;
        Prompt prompt = new Prompt(inputTokens, limit, (count(last, "functionResponse") > 0) ? List.of() : tools,
                config.flatMap(GenerateContentRequest::schema))
            .withStopSequences(config.isPresent() ? config.get().strings("stopSequences") : List.of())
            .withThinking(thinks);
        return new GenerateContentRequest(request.model(), prompt, (int) candidates.orElse(1),
                thinks && thinking.get().bool("includeThoughts", false));
    }

    private static long words(Fields content) throws ApiException {
        long words = 0;
        for (Fields part : content.requireObjects("parts")) {
            Parts.check(part);
            words += part.bool("thought", false) ? 0 : Words.count(part.string("text").orElse(""));
        }
        return words;
    }

    private static int count(Fields content, String kind) throws ApiException {
        int found = 0;
        for (Fields part : content.objects("parts")) {
            found += part.find(kind).isPresent() ? 1 : 0;
        }
        return found;
    }

    /** Models from Gemini 3 on want the first call of a turn signed. */
    private static void requireSignature(String model, Fields content) throws ApiException {
        for (Fields part : content.objects("parts")) {
            if (part.find("functionCall").isPresent()) {
                if (model.startsWith("gemini-3") && part.find("thoughtSignature").isEmpty()) {
                    throw ApiException.malformed("Function call is missing a thought_signature in functionCall parts.");
                }
                return;
            }
        }
    }

    private static void check(Fields config) throws ApiException {
        config.number("temperature", 0, 2);
        config.number("topP", 0, 1);
        config.number("topK", 1, 1000);
        config.number("presencePenalty", -2, 2);
        config.number("frequencyPenalty", -2, 2);
        config.integer("seed", Integer.MIN_VALUE, Integer.MAX_VALUE);
        config.integer("logprobs", 0, 20);
        config.bool("responseLogprobs", false);
        Optional<Fields> thinking = config.object("thinkingConfig");
        if (thinking.isPresent()) {
            Fields asked = thinking.get().only(Set.of("includeThoughts", "thinkingBudget", "thinkingLevel"));
            asked.integer("thinkingBudget", -1, 32_768);
            if (asked.find("thinkingLevel").isPresent()) {
                asked.requireOneOf("thinkingLevel", LEVELS);
                if (asked.find("thinkingBudget").isPresent()) {
                    throw ApiException.malformed("You can only set only one of thinking budget and thinking level.");
                }
            }
        }
        if (schema(config).isPresent() && !config.string("responseMimeType").orElse("").equals("application/json")) {
            throw ApiException.malformed("response schema requires response_mime_type application/json");
        }
    }

    private static Optional<JsonNode> schema(Fields config) {
        return config.find("responseJsonSchema").or(() -> config.find("responseSchema"));
    }

    private static List<Prompt.Tool> tools(Fields body) throws ApiException {
        List<Prompt.Tool> tools = new ArrayList<>();
        for (Fields tool : body.objects("tools")) {
            tool.only(TOOL);
            for (Fields declaration : tool.objects("functionDeclarations")) {
                declaration.only(Set.of("name", "description", "parameters", "parametersJsonSchema", "response",
                        "responseJsonSchema", "behavior"));
                tools.add(new Prompt.Tool(declaration.requireString("name"),
                        declaration.find("parametersJsonSchema")
                            .or(() -> declaration.find("parameters"))
                            .orElseGet(Json::object)));
            }
        }
        Optional<Fields> config = body.object("toolConfig");
        Optional<Fields> calling = config.isEmpty() ? Optional.empty()
                : config.get()
                    .only(Set.of("functionCallingConfig", "retrievalConfig", "includeServerSideToolInvocations"))
                    .object("functionCallingConfig");
        if (calling.isEmpty()) {
            return tools;
        }
        if (calling.get()
            .only(Set.of("mode", "allowedFunctionNames", "streamFunctionCallArguments"))
            .requireOneOf("mode", MODES)
            .equals("NONE")) {
            return List.of();
        }
        List<String> allowed = calling.get().strings("allowedFunctionNames");
        return allowed.isEmpty() ? tools : tools.stream().filter((tool) -> allowed.contains(tool.name())).toList();
    }

}
