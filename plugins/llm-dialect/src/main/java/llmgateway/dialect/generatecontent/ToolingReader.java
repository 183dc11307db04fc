package llmgateway.dialect.generatecontent;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import llmgateway.dialect.conversation.Tool;
import llmgateway.dialect.conversation.ToolChoice;
import llmgateway.dialect.conversation.Tooling;
import llmgateway.dialect.format.RequestFields;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads {@code tools} and {@code toolConfig}. */
final class ToolingReader {

    private static final String DECLARATIONS = "functionDeclarations";

    private ToolingReader() {
    }

    static Tooling read(RequestFields root) {
        List<Tool> tools = new ArrayList<>();
        for (RequestFields tool : root.objects("tools")) {
            tool.objects(DECLARATIONS).forEach((declaration) -> tools.add(tool(declaration)));
            for (String name : tool.names()) {
                if (!name.equals(DECLARATIONS) && tool.has(name)) {
                    // Google runs all other tools itself.
                    throw tool.notTranslatable(name);
                }
            }
        }
        Optional<RequestFields> config = root.object("toolConfig");
        Optional<RequestFields> calling = config.flatMap((found) -> found.object("functionCallingConfig"));
        return calling.map((found) -> chosen(tools, found))
            .orElseGet(() -> new Tooling(tools, Optional.empty(), Optional.empty()));
    }

    private static Tool tool(RequestFields declaration) {
        String name = declaration.requiredString("name");
        Optional<JsonNode> jsonSchema = declaration.any("parametersJsonSchema");
        Optional<JsonNode> schema = declaration.any("parameters");
        if (jsonSchema.isPresent() && schema.isPresent()) {
            throw declaration.invalid("parameters", "must not be given beside 'parametersJsonSchema'");
        }
        JsonNode parameters = jsonSchema.or(() -> schema.map(OpenApiSchema::toJsonSchema))
            .orElseGet(ToolingReader::noParameters);
        if (!parameters.isObject()) {
            throw declaration.invalid(schema.isPresent() ? "parameters" : "parametersJsonSchema", "must be an object");
        }
        return new Tool(name, declaration.string("description"), parameters, Optional.empty(), Optional.empty());
    }

    private static ObjectNode noParameters() {
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        schema.put("type", "object");
        schema.putObject("properties");
        return schema;
    }

    /** Where only some tools are allowed, the others are not offered. */
    private static Tooling chosen(List<Tool> tools, RequestFields calling) {
        List<String> allowed = calling.strings("allowedFunctionNames");
        String mode = calling.string("mode").orElse("").toUpperCase(Locale.ROOT);
        Optional<ToolChoice> choice = switch (mode) {
            case "", "MODE_UNSPECIFIED" -> Optional.empty();
            case "AUTO", "VALIDATED" -> Optional.of(new ToolChoice.Auto());
            case "NONE" -> Optional.of(new ToolChoice.None());
            case "ANY" -> Optional
                .of((allowed.size() == 1) ? new ToolChoice.Named(allowed.getFirst()) : new ToolChoice.Required());
            default -> throw calling.invalid("mode", "must be AUTO, ANY, NONE or VALIDATED");
        };
        boolean some = allowed.size() > 1 || (allowed.size() == 1 && mode.equals("VALIDATED"));
        List<Tool> offered = some ? tools.stream().filter((tool) -> allowed.contains(tool.name())).toList() : tools;
        return new Tooling(offered, choice, Optional.empty());
    }

}
