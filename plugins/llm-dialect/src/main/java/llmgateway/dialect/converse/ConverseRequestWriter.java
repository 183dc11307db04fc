package llmgateway.dialect.converse;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;

import llmgateway.dialect.claude.ClaudeModel;
import llmgateway.dialect.claude.ClaudeThinking;
import llmgateway.dialect.claude.ClosedSchema;
import llmgateway.dialect.conversation.AlternatingTurns;
import llmgateway.dialect.conversation.ChatRequest;
import llmgateway.dialect.conversation.Message;
import llmgateway.dialect.conversation.Part;
import llmgateway.dialect.conversation.ResponseFormat;
import llmgateway.dialect.conversation.Sampling;
import llmgateway.dialect.conversation.Tool;
import llmgateway.dialect.conversation.ToolChoice;
import llmgateway.dialect.conversation.Tooling;
import llmgateway.dialect.format.TargetModel;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes a request; the model's name stands in its path. */
final class ConverseRequestWriter {

    private static final Set<String> TIERS = Set.of("default", "flex", "priority");

    /** How much a thinking budget may be where the request and the model set no limit. */
    private static final long USUAL_MAX_TOKENS = 4096;

    private static final Part JSON_ONLY = new Part.Text(
            "Answer with one valid JSON object and nothing else: no other words, no code fence.");

    private static final Part NO_TOOLS = new Part.Text("Call no tool in your next answer.");

    private final ChatRequest request;

    private final TargetModel model;

    private final ClaudeModel claude;

    private final ObjectNode body = JsonNodeFactory.instance.objectNode();

    ConverseRequestWriter(ChatRequest request, TargetModel model) {
        this.request = request;
        this.model = model;
        this.claude = ClaudeModel.of(model.name());
    }

    ObjectNode write() {
        AlternatingTurns conversation = AlternatingTurns.of(this.request.messages(), this::canSay, false);
        Set<String> called = called(conversation);
        boolean toolsForbidden = this.request.tooling().choice().filter(ToolChoice.None.class::isInstance).isPresent();
        List<Part> system = new ArrayList<>(conversation.system());
        if (this.request.format() instanceof ResponseFormat.JsonObject) {
            system.add(JSON_ONLY);
        }
        if (toolsForbidden && !called.isEmpty()) {
            system.add(NO_TOOLS);
        }
        ContentWriter content = new ContentWriter();
        if (!system.isEmpty()) {
            this.body.set("system", content.system(system));
        }
        ArrayNode messages = this.body.putArray("messages");
        for (Message turn : conversation.turns()) {
            messages.addObject()
                .put("role", turn.role().name().toLowerCase(Locale.ROOT))
                .set("content", content.turn(turn.parts()));
        }
        if (!toolsForbidden || !called.isEmpty()) {
            writeTooling(called);
        }
        writeSampling();
        writeReasoning();
        writeFormat();
        this.request.service()
            .serviceTier()
            .filter(TIERS::contains)
            .ifPresent((tier) -> this.body.putObject("serviceTier").put("type", tier));
        return this.body;
    }

    /** Only Claude takes thoughts back, by their signatures. */
    boolean canSay(Part part) {
        return switch (part) {
            case Part.Thinking thinking -> this.claude.claude()
                    && thinking.signature().flatMap((signature) -> signature.of(Issuers.CLAUDE)).isPresent();
            case Part.HiddenThinking hidden ->
                this.claude.claude() && hidden.signature().of(Issuers.BEDROCK).isPresent();
            default -> true;
        };
    }

    /** Tools that the conversation has used: they have to be declared, offered or not. */
    private static Set<String> called(AlternatingTurns conversation) {
        Set<String> names = new LinkedHashSet<>();
        for (Message turn : conversation.turns()) {
            for (Part part : turn.parts()) {
                if (part instanceof Part.ToolCall call) {
                    names.add(call.name());
                }
            }
        }
        return names;
    }

    private void writeTooling(Set<String> called) {
        Tooling tooling = this.request.tooling();
        if (tooling.tools().isEmpty() && called.isEmpty()) {
            return;
        }
        ObjectNode config = this.body.putObject("toolConfig");
        ArrayNode tools = config.putArray("tools");
        tooling.tools().forEach((tool) -> writeTool(tool, tools));
        if (tooling.tools().isEmpty()) {
            called
                .forEach((name) -> spec(name, tools).putObject("inputSchema").putObject("json").put("type", "object"));
            return;
        }
        tooling.choice().ifPresent((choice) -> {
            switch (choice) {
                case ToolChoice.Auto auto -> config.putObject("toolChoice").putObject("auto");
                case ToolChoice.Required required -> config.putObject("toolChoice").putObject("any");
                case ToolChoice.Named named ->
                    config.putObject("toolChoice").putObject("tool").put("name", named.name());
                case ToolChoice.None none -> {
                }
            }
        });
    }

    private static ObjectNode spec(String name, ArrayNode tools) {
        return tools.addObject().putObject("toolSpec").put("name", name);
    }

    private static void writeTool(Tool tool, ArrayNode tools) {
        ObjectNode spec = spec(tool.name(), tools);
        tool.description()
            .filter((description) -> !description.isEmpty())
            .ifPresent((description) -> spec.put("description", description));
        ObjectNode schema = spec.putObject("inputSchema");
        if (tool.parameters().isObject() && !tool.parameters().has("type")) {
            schema.set("json", ((ObjectNode) tool.parameters()).deepCopy().put("type", "object"));
        }
        else {
            schema.set("json", tool.parameters());
        }
        tool.strict().ifPresent((strict) -> spec.put("strict", strict));
        tool.cache().ifPresent((lifetime) -> ContentWriter.cachePoint(lifetime, tools));
    }

    private void writeSampling() {
        Sampling sampling = this.request.sampling();
        ObjectNode config = JsonNodeFactory.instance.objectNode();
        OptionalLong most = maxTokens();
        most.ifPresent((limit) -> config.put("maxTokens", limit));
        // From 0 to 1 here, where other APIs go to 2.
        sampling.temperature().ifPresent((asked) -> config.put("temperature", Math.min(1, asked)));
        sampling.topP().ifPresent((topP) -> config.put("topP", topP));
        if (!sampling.stop().isEmpty()) {
            ArrayNode stop = config.putArray("stopSequences");
            sampling.stop().forEach(stop::add);
        }
        if (!config.isEmpty()) {
            this.body.set("inferenceConfig", config);
        }
        sampling.topK().ifPresent((topK) -> ofModel().put("top_k", topK));
    }

    private OptionalLong maxTokens() {
        OptionalLong asked = this.request.sampling().maxOutputTokens();
        return asked.isPresent() ? asked : this.model.maxOutputTokens();
    }

    /** What a budget to think with has to be smaller than. */
    long thinkingLimit() {
        return maxTokens().orElse(USUAL_MAX_TOKENS);
    }

    private void writeReasoning() {
        this.request.reasoning().filter((asked) -> this.claude.claude()).ifPresent((asked) -> {
            ClaudeThinking thinking = ClaudeThinking.of(this.claude, thinkingLimit(), asked);
            thinking.thinking().ifPresent((field) -> ofModel().set("thinking", field));
            thinking.effort().ifPresent((effort) -> outputConfig().put("effort", effort));
        });
    }

    private void writeFormat() {
        if (this.request.format() instanceof ResponseFormat.JsonSchema format) {
            ObjectNode json = outputConfig().putObject("textFormat")
                .put("type", "json_schema")
                .putObject("structure")
                .putObject("jsonSchema");
            json.put("schema", ClosedSchema.of(format.schema()).toString()).put("name", format.name());
            format.description().ifPresent((description) -> json.put("description", description));
        }
    }

    private ObjectNode ofModel() {
        return this.body.withObjectProperty("additionalModelRequestFields");
    }

    private ObjectNode outputConfig() {
        return this.body.withObjectProperty("outputConfig");
    }

}
