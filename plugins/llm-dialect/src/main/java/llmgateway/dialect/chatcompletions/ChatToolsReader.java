package llmgateway.dialect.chatcompletions;

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
final class ChatToolsReader {

    private static final Map<String, ToolChoice> CHOICES = Map.of("auto", new ToolChoice.Auto(), "none",
            new ToolChoice.None(), "required", new ToolChoice.Required());

    private static final Map<String, ToolChoice> ALLOWED_MODES = Map.of("auto", new ToolChoice.Auto(), "required",
            new ToolChoice.Required());

    private static final String TOOL_CHOICE = "tool_choice";

    private static final String FUNCTION = "function";

    private ChatToolsReader() {
    }

    static Tooling read(RequestFields request) {
        List<Tool> tools = request.objects("tools").stream().map(ChatToolsReader::tool).toList();
        Optional<Boolean> parallel = request.bool("parallel_tool_calls");
        if (!request.isObject(TOOL_CHOICE)) {
            return new Tooling(tools, request.word(TOOL_CHOICE, CHOICES), parallel);
        }
        RequestFields choice = request.requiredObject(TOOL_CHOICE);
        return switch (choice.requiredString("type")) {
            case FUNCTION -> new Tooling(tools,
                    Optional.of(new ToolChoice.Named(choice.requiredObject(FUNCTION).requiredString("name"))),
                    parallel);
            case "allowed_tools" -> allowed(tools, choice.requiredObject("allowed_tools"), parallel);
            default -> throw choice.notTranslatable("type");
        };
    }

    /** Those that are not allowed might as well not be there. */
    private static Tooling allowed(List<Tool> tools, RequestFields allowed, Optional<Boolean> parallel) {
        ToolChoice mode = allowed.word("mode", ALLOWED_MODES).orElseThrow(() -> allowed.missing("mode"));
        Set<String> names = allowed.objects("tools").stream().map((tool) -> {
            tool.ignore("type");
            return tool.requiredObject(FUNCTION).requiredString("name");
        }).collect(Collectors.toSet());
        return new Tooling(tools.stream().filter((tool) -> names.contains(tool.name())).toList(), Optional.of(mode),
                parallel);
    }

    private static Tool tool(RequestFields tool) {
        if (!tool.requiredString("type").equals(FUNCTION)) {
            throw tool.notTranslatable("type");
        }
        RequestFields function = tool.requiredObject(FUNCTION);
        return new Tool(function.requiredString("name"), function.string("description"),
                function.any("parameters").orElseGet(JsonNodeFactory.instance::objectNode), function.bool("strict"),
                ChatContentReader.cacheLifetime(tool));
    }

}
