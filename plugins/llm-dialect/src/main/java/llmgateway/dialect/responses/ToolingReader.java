package llmgateway.dialect.responses;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import llmgateway.dialect.conversation.Tool;
import llmgateway.dialect.conversation.ToolChoice;
import llmgateway.dialect.conversation.Tooling;
import llmgateway.dialect.format.RequestFields;
import tools.jackson.databind.node.JsonNodeFactory;

/** Reads what tools there are and which may be called. */
final class ToolingReader {

    private static final Map<String, ToolChoice> CHOICES = Map.of("auto", new ToolChoice.Auto(), "none",
            new ToolChoice.None(), "required", new ToolChoice.Required());

    private static final Map<String, ToolChoice> ALLOWED_MODES = Map.of("auto", new ToolChoice.Auto(), "required",
            new ToolChoice.Required());

    private static final String TOOL_CHOICE = "tool_choice";

    private ToolingReader() {
    }

    static Tooling read(RequestFields request) {
        List<Tool> tools = request.objects("tools").stream().map(ToolingReader::tool).toList();
        Optional<Boolean> parallel = request.bool("parallel_tool_calls");
        if (!request.isObject(TOOL_CHOICE)) {
            return new Tooling(tools, request.word(TOOL_CHOICE, CHOICES), parallel);
        }
        RequestFields choice = request.requiredObject(TOOL_CHOICE);
        return switch (choice.requiredString("type")) {
            case "function" ->
                new Tooling(tools, Optional.of(new ToolChoice.Named(choice.requiredString("name"))), parallel);
            case "allowed_tools" -> allowed(tools, choice, parallel);
            default -> throw choice.notTranslatable("type");
        };
    }

    /** Those that are not allowed might as well not be there. */
    private static Tooling allowed(List<Tool> tools, RequestFields allowed, Optional<Boolean> parallel) {
        ToolChoice mode = allowed.word("mode", ALLOWED_MODES).orElseThrow(() -> allowed.missing("mode"));
        Set<String> names = allowed.objects("tools").stream().map((tool) -> {
            tool.ignore("type");
            return tool.requiredString("name");
        }).collect(Collectors.toSet());
        return new Tooling(tools.stream().filter((tool) -> names.contains(tool.name())).toList(), Optional.of(mode),
                parallel);
    }

    private static Tool tool(RequestFields tool) {
        if (!tool.requiredString("type").equals("function")) {
            throw tool.notTranslatable("type");
        }
        return new Tool(tool.requiredString("name"), tool.string("description"),
                tool.any("parameters").orElseGet(JsonNodeFactory.instance::objectNode), tool.bool("strict"),
                Optional.empty());
    }

}
