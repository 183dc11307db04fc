package llmgateway.dialect.messages;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

import llmgateway.dialect.claude.ClaudeModel;
import llmgateway.dialect.claude.ClaudeThinking;
import llmgateway.dialect.claude.ClosedSchema;
import llmgateway.dialect.claude.VertexAi;
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

/** Writes a request to a provider. */
final class MessagesRequestWriter {

    /** A limit has to be told; this one every model takes. */
    private static final long DEFAULT_MAX_TOKENS = 4096;

    /** There is no mode for JSON without a schema. */
    private static final Part JSON_ONLY = new Part.Text(
            "Answer with one valid JSON object and nothing else: no other words, no code fence.");

    private final ChatRequest request;

    private final TargetModel model;

    private final ClaudeModel claude;

    private final long maxTokens;

    private final ObjectNode body = JsonNodeFactory.instance.objectNode();

    MessagesRequestWriter(ChatRequest request, TargetModel model) {
        this.request = request;
        this.model = model;
        this.claude = ClaudeModel.of(model.name());
        this.maxTokens = maxTokens(request, model);
    }

    static long maxTokens(ChatRequest request, TargetModel model) {
        return request.sampling().maxOutputTokens().orElse(model.maxOutputTokens().orElse(DEFAULT_MAX_TOKENS));
    }

    ObjectNode write() {
        switch (this.model.platform()) {
            case OF_MAKER -> this.body.put("model", this.model.name().name());
            case VERTEX_AI -> this.body.put(VertexAi.VERSION_FIELD, VertexAi.VERSION);
        }
        this.body.put("max_tokens", this.maxTokens);
        writeConversation();
        writeTooling();
        writeSampling();
        writeThinking();
        if (this.request.format() instanceof ResponseFormat.JsonSchema format) {
            outputConfig().putObject("format")
                .put("type", "json_schema")
                .set("schema", ClosedSchema.of(format.schema()));
        }
        writeService();
        if (this.request.stream()) {
            this.body.put("stream", true);
        }
        return this.body;
    }

    private void writeThinking() {
        this.request.reasoning().ifPresent((asked) -> {
            ClaudeThinking thinking = ClaudeThinking.of(this.claude, this.maxTokens, asked);
            thinking.thinking().ifPresent((field) -> this.body.set("thinking", field));
            thinking.effort().ifPresent((effort) -> outputConfig().put("effort", effort));
        });
    }

    private ObjectNode outputConfig() {
        return this.body.withObjectProperty("output_config");
    }

    private void writeConversation() {
        AlternatingTurns conversation = AlternatingTurns.of(this.request.messages(), BlockWriter::canSay,
                this.claude.takesSystemAmongMessages());
        List<Part> system = new ArrayList<>(conversation.system());
        if (this.request.format() instanceof ResponseFormat.JsonObject) {
            system.add(JSON_ONLY);
        }
        if (!system.isEmpty()) {
            this.body.set("system", BlockWriter.content(system));
        }
        ArrayNode messages = this.body.putArray("messages");
        for (Message turn : conversation.turns()) {
            messages.addObject()
                .put("role", turn.role().name().toLowerCase(Locale.ROOT))
                .set("content", BlockWriter.content(turn.parts()));
        }
    }

    private void writeTooling() {
        Tooling tooling = this.request.tooling();
        if (tooling.tools().isEmpty()) {
            return;
        }
        ArrayNode tools = this.body.putArray("tools");
        tooling.tools().forEach((tool) -> writeTool(tool, tools.addObject()));
        Optional<ToolChoice> choice = tooling.parallel().isPresent()
                ? tooling.choice().or(() -> Optional.of(new ToolChoice.Auto())) : tooling.choice();
        choice.ifPresent((asked) -> writeToolChoice(asked, tooling.parallel()));
    }

    private static void writeTool(Tool tool, ObjectNode json) {
        json.put("name", tool.name());
        tool.description().ifPresent((description) -> json.put("description", description));
        if (tool.parameters().isObject() && !tool.parameters().has("type")) {
            json.set("input_schema", ((ObjectNode) tool.parameters()).deepCopy().put("type", "object"));
        }
        else {
            json.set("input_schema", tool.parameters());
        }
        tool.strict().ifPresent((strict) -> json.put("strict", strict));
        tool.cache().ifPresent((lifetime) -> CacheControls.write(lifetime, json));
    }

    private void writeToolChoice(ToolChoice choice, Optional<Boolean> parallel) {
        ObjectNode json = this.body.putObject("tool_choice");
        switch (choice) {
            case ToolChoice.Auto auto -> json.put("type", "auto");
            case ToolChoice.Required required -> json.put("type", "any");
            case ToolChoice.Named named -> json.put("type", "tool").put("name", named.name());
            case ToolChoice.None none -> json.put("type", "none");
        }
        if (!(choice instanceof ToolChoice.None)) {
            parallel.ifPresent((several) -> json.put("disable_parallel_tool_use", !several));
        }
    }

    private void writeSampling() {
        Sampling sampling = this.request.sampling();
        // From 0 to 1 here, where other APIs go to 2.
        OptionalDouble temperature = sampling.temperature();
        temperature.ifPresent((asked) -> this.body.put("temperature", Math.min(1, asked)));
        sampling.topP().ifPresent((topP) -> this.body.put("top_p", topP));
        sampling.topK().ifPresent((topK) -> this.body.put("top_k", topK));
        if (!sampling.stop().isEmpty()) {
            ArrayNode stop = this.body.putArray("stop_sequences");
            sampling.stop().forEach(stop::add);
        }
    }

    private void writeService() {
        this.request.service().user().ifPresent((user) -> this.body.putObject("metadata").put("user_id", user));
        this.request.service()
            .serviceTier()
            .ifPresent((tier) -> this.body.put("service_tier", ServiceTiers.writeAsked(tier)));
    }

}
