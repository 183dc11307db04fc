package llmgateway.dialect.chatcompletions;

import java.util.OptionalDouble;

import llmgateway.dialect.conversation.ChatRequest;
import llmgateway.dialect.conversation.ResponseFormat;
import llmgateway.dialect.conversation.Sampling;
import llmgateway.dialect.conversation.Tool;
import llmgateway.dialect.conversation.ToolChoice;
import llmgateway.dialect.conversation.Tooling;
import llmgateway.dialect.format.TargetModel;
import llmgateway.dialect.openai.ReasoningEffort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes a request to a provider. */
final class ChatRequestWriter {

    private static final String FUNCTION = "function";

    private final ChatRequest request;

    private final ObjectNode written = JsonNodeFactory.instance.objectNode();

    private ChatRequestWriter(ChatRequest request) {
        this.request = request;
    }

    static JsonNode write(ChatRequest request, TargetModel model) {
        ChatRequestWriter writer = new ChatRequestWriter(request);
        writer.write(model);
        return writer.written;
    }

    private void write(TargetModel model) {
        this.written.put("model", model.name().name());
        this.written.set("messages", ChatMessageWriter.write(this.request.messages()));
        writeTooling(this.request.tooling());
        writeSampling(this.request.sampling(), model);
        writeFormat(this.request.format());
        this.request.reasoning()
            .flatMap(ReasoningEffort::of)
            .ifPresent((effort) -> this.written.put("reasoning_effort", effort));
        this.request.service().serviceTier().ifPresent((tier) -> this.written.put("service_tier", tier));
        if (this.request.stream()) {
            this.written.put("stream", true);
            if (model.chatVariant().streamUsageAsked()) {
                this.written.putObject("stream_options").put("include_usage", true);
            }
        }
    }

    private void writeTooling(Tooling tooling) {
        if (tooling.tools().isEmpty()) {
            return;
        }
        ArrayNode tools = this.written.putArray("tools");
        tooling.tools().forEach((tool) -> writeTool(tool, tools.addObject().put("type", FUNCTION).putObject(FUNCTION)));
        tooling.choice().ifPresent(this::writeChoice);
        tooling.parallel().ifPresent((parallel) -> this.written.put("parallel_tool_calls", parallel));
    }

    private static void writeTool(Tool tool, ObjectNode function) {
        function.put("name", tool.name());
        tool.description().ifPresent((description) -> function.put("description", description));
        function.set("parameters", tool.parameters());
        tool.strict().ifPresent((strict) -> function.put("strict", strict));
    }

    private void writeChoice(ToolChoice choice) {
        switch (choice) {
            case ToolChoice.Auto auto -> this.written.put("tool_choice", "auto");
            case ToolChoice.None none -> this.written.put("tool_choice", "none");
            case ToolChoice.Required required -> this.written.put("tool_choice", "required");
            case ToolChoice.Named named -> this.written.putObject("tool_choice")
                .put("type", FUNCTION)
                .putObject(FUNCTION)
                .put("name", named.name());
        }
    }

    private void writeSampling(Sampling sampling, TargetModel model) {
        sampling.maxOutputTokens()
            .ifPresent((tokens) -> this.written.put(model.chatVariant().outputLimitField(), tokens));
        put("temperature", sampling.temperature());
        put("top_p", sampling.topP());
        put("frequency_penalty", sampling.frequencyPenalty());
        put("presence_penalty", sampling.presencePenalty());
        sampling.seed().ifPresent((seed) -> this.written.put("seed", seed));
        if (!sampling.stop().isEmpty()) {
            ArrayNode stop = this.written.putArray("stop");
            sampling.stop().forEach(stop::add);
        }
        if (sampling.choices() > 1) {
            this.written.put("n", sampling.choices());
        }
        sampling.logprobs().ifPresent((alternatives) -> {
            this.written.put("logprobs", true);
            this.written.put("top_logprobs", alternatives);
        });
        if (!sampling.logitBias().isEmpty()) {
            ObjectNode biases = this.written.putObject("logit_bias");
            sampling.logitBias().forEach(biases::put);
        }
    }

    private void put(String field, OptionalDouble value) {
        value.ifPresent((number) -> this.written.put(field, number));
    }

    private void writeFormat(ResponseFormat format) {
        switch (format) {
            case ResponseFormat.PlainText text -> {
                // What is usual.
            }
            case ResponseFormat.JsonObject object ->
                this.written.putObject("response_format").put("type", "json_object");
            case ResponseFormat.JsonSchema schema -> {
                ObjectNode named = this.written.putObject("response_format")
                    .put("type", "json_schema")
                    .putObject("json_schema")
                    .put("name", schema.name());
                schema.description().ifPresent((description) -> named.put("description", description));
                named.set("schema", schema.schema());
                schema.strict().ifPresent((strict) -> named.put("strict", strict));
            }
        }
    }

}
