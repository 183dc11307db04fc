package llmgateway.simulator.openai;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import llmgateway.simulator.api.ApiException;
import llmgateway.simulator.api.Fields;
import llmgateway.simulator.api.Json;
import llmgateway.simulator.generation.Prompt;
import tools.jackson.databind.JsonNode;

/**
 * Which of the offered functions to call: the one that {@code tool_choice} names, all of
 * them where calls may be parallel, otherwise the first; none with {@code none}.
 */
final class OfferedTools {

    private static final Set<String> MODES = Set.of("none", "auto", "required");

    private static final Set<String> FUNCTION = Set.of("name", "description", "parameters", "strict");

    private static final Set<String> FLAT_FUNCTION = Set.of("type", "name", "description", "parameters", "strict",
            "allowed_callers", "async", "defer_loading", "output_schema");

    private OfferedTools() {
    }

    /**
     * @param wrapped whether a tool's name and parameters stand in its field
     * {@code function}, as in chat completions
     */
    static List<Prompt.Tool> toCall(Fields body, boolean wrapped) throws ApiException {
        List<Prompt.Tool> tools = new ArrayList<>();
        for (Fields tool : body.objects("tools")) {
            if (!tool.requireString("type").equals("function")) {
                continue;
            }
            Fields function = wrapped ? tool.only(Set.of("type", "function")).requireObject("function").only(FUNCTION)
                    : tool.only(FLAT_FUNCTION);
            function.bool("strict", false);
            tools.add(new Prompt.Tool(function.requireString("name"),
                    function.find("parameters").orElseGet(Json::object)));
        }
        Optional<String> chosen = chosen(body, wrapped);
        if (chosen.isPresent() && !MODES.contains(chosen.get())) {
            return List.of(tools.stream()
                .filter((tool) -> tool.name().equals(chosen.get()))
                .findFirst()
                .orElseThrow(() -> ApiException.invalid("tool_choice",
                        "Tool choice '" + chosen.get() + "' not found in 'tools' parameter.")));
        }
        if (chosen.orElse("auto").equals("none")) {
            return List.of();
        }
        boolean parallel = body.bool("parallel_tool_calls", true);
        return (parallel || tools.isEmpty()) ? tools : tools.subList(0, 1);
    }

    private static Optional<String> chosen(Fields body, boolean wrapped) throws ApiException {
        Optional<JsonNode> choice = body.find("tool_choice");
        if (choice.isEmpty()) {
            return Optional.empty();
        }
        if (choice.get().isString()) {
            return Optional.of(body.requireOneOf("tool_choice", MODES));
        }
        Fields object = body.requireObject("tool_choice");
        return Optional.of((wrapped ? object.requireObject("function") : object).requireString("name"));
    }

}
