package llmgateway.simulator.openai;

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
 * The body of {@code POST /v1/responses}, checked against OpenAI's API reference.
 *
 * @param tellsSummary whether a summary of thoughts is told
 * @param tellsEncrypted whether thoughts are told in a form for the next turn
 * @param fields what the answer repeats
 */
record ResponseRequest(String model, Prompt prompt, boolean stream, boolean tellsSummary, boolean tellsEncrypted,
        Fields fields) {

    private static final Set<String> FIELDS = Set.of("access_programs", "background", "context_management",
            "conversation", "include", "input", "instructions", "max_output_tokens", "max_tool_calls", "metadata",
            "model", "moderation", "parallel_tool_calls", "previous_response_id", "prompt", "prompt_cache_key",
            "prompt_cache_options", "prompt_cache_retention", "reasoning", "safety_identifier", "service_tier", "store",
            "stream", "stream_options", "temperature", "text", "tool_choice", "tools", "top_logprobs", "top_p",
            "truncation", "user");

    private static final Set<String> REASONING = Set.of("effort", "summary", "generate_summary", "mode", "context");

    private static final String ENCRYPTED = "reasoning.encrypted_content";

    private static final Set<String> INCLUDES = Set.of(ENCRYPTED, "message.output_text.logprobs",
            "message.input_image.image_url", "file_search_call.results", "web_search_call.results",
            "web_search_call.action.sources", "code_interpreter_call.outputs", "computer_call_output.output.image_url");

    private static final int MIN_OUTPUT_TOKENS = 16;

    static ResponseRequest read(ApiRequest request) throws ApiException {
        Fields body = request.json().only(FIELDS);
        JsonNode input = body.require("input");
        boolean answersTool = false;
        if (input.isArray()) {
            answersTool = InputItems.check(body.requireObjects("input")).equals("function_call_output");
        }
        else if (!input.isString()) {
            throw body.wrongType("input", "a string or an array of input items");
        }
        body.number("temperature", 0, 2);
        body.number("top_p", 0, 1);
        long words = Words.countIn(input) + body.find("instructions").map(Words::countIn).orElse(0L);
        List<Prompt.Tool> tools = answersTool ? List.of() : OfferedTools.toCall(body, false);
        OptionalLong limit = body.integer("max_output_tokens", MIN_OUTPUT_TOKENS, Integer.MAX_VALUE);
        List<String> include = body.strings("include");
        if (!INCLUDES.containsAll(include)) {
            throw ApiException.invalid("include", "Invalid value in 'include'.");
        }
        body.oneOf("service_tier", ChatRequest.TIERS);
        Optional<Fields> reasoning = body.object("reasoning");
        boolean thinks = reasoning.isPresent()
                && !reasoning.get().only(REASONING).oneOf("effort", ChatRequest.EFFORTS).equals(Optional.of("none"));
        boolean summary = thinks && reasoning.get().oneOf("summary", Set.of("auto", "concise", "detailed")).isPresent();
        return new ResponseRequest(request.model(), new Prompt(words, limit, tools, schema(body)).withThinking(thinks),
                body.bool("stream", false), summary, include.contains(ENCRYPTED), body);
    }

    private static Optional<JsonNode> schema(Fields body) throws ApiException {
        Optional<Fields> text = body.object("text");
        Optional<Fields> format = text.isEmpty() ? Optional.empty()
                : text.get().only(Set.of("format", "verbosity")).object("format");
        if (format.isEmpty() || !format.get().requireString("type").equals("json_schema")) {
            return Optional.empty();
        }
        format.get().only(Set.of("type", "name", "description", "schema", "strict")).requireString("name");
        return Optional.of(format.get().requireObject("schema").node());
    }

}
