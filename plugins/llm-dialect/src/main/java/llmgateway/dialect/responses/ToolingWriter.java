package llmgateway.dialect.responses;

import llmgateway.dialect.conversation.ResponseFormat;
import llmgateway.dialect.conversation.Tool;
import llmgateway.dialect.conversation.ToolChoice;
import llmgateway.dialect.conversation.Tooling;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes tools and text format as they stand in requests, and in answers again. */
final class ToolingWriter {

    private ToolingWriter() {
    }

    static void writeTools(Tooling tooling, ArrayNode tools) {
        for (Tool tool : tooling.tools()) {
            ObjectNode written = tools.addObject().put("type", "function").put("name", tool.name());
            tool.description().ifPresent((description) -> written.put("description", description));
            written.set("parameters", tool.parameters());
            // Unsaid, this API alone makes every parameter required.
            written.put("strict", tool.strict().orElse(false));
        }
    }

    static void writeChoice(ToolChoice choice, ObjectNode body) {
        switch (choice) {
            case ToolChoice.Auto auto -> body.put("tool_choice", "auto");
            case ToolChoice.None none -> body.put("tool_choice", "none");
            case ToolChoice.Required required -> body.put("tool_choice", "required");
            case ToolChoice.Named named ->
                body.putObject("tool_choice").put("type", "function").put("name", named.name());
        }
    }

    static void writeFormat(ResponseFormat format, ObjectNode body) {
        ObjectNode written = body.putObject("text").putObject("format");
        switch (format) {
            case ResponseFormat.PlainText text -> written.put("type", "text");
            case ResponseFormat.JsonObject object -> written.put("type", "json_object");
            case ResponseFormat.JsonSchema schema -> {
                written.put("type", "json_schema").put("name", schema.name());
                schema.description().ifPresent((description) -> written.put("description", description));
                written.set("schema", schema.schema());
                schema.strict().ifPresent((strict) -> written.put("strict", strict));
            }
        }
    }

}
