package llmgateway.dialect.ollamachat;

import java.util.Optional;
import java.util.OptionalDouble;

import llmgateway.dialect.conversation.ChatRequest;
import llmgateway.dialect.conversation.Reasoning;
import llmgateway.dialect.conversation.ResponseFormat;
import llmgateway.dialect.conversation.Sampling;
import llmgateway.dialect.conversation.Tool;
import llmgateway.dialect.conversation.ToolChoice;
import llmgateway.dialect.conversation.Tooling;
import llmgateway.dialect.format.TargetModel;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes a request. */
final class OllamaChatRequestWriter {

    private OllamaChatRequestWriter() {
    }

    static ObjectNode write(ChatRequest request, TargetModel model) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("model", model.name().name());
        // It streams unless told not to.
        root.put("stream", request.stream());
        MessageWriter messages = new MessageWriter(root.putArray("messages"));
        request.messages().forEach(messages::write);
        write(request.tooling(), root);
        write(request.format(), root);
        write(request.sampling(), root);
        request.reasoning().ifPresent((reasoning) -> write(reasoning, root));
        return root;
    }

    /** No call is wanted: no tool is offered. */
    private static void write(Tooling tooling, ObjectNode root) {
        boolean wanted = tooling.choice().filter(ToolChoice.None.class::isInstance).isEmpty();
        if (wanted && !tooling.tools().isEmpty()) {
            ArrayNode tools = root.putArray("tools");
            tooling.tools().forEach((tool) -> write(tool, tools.addObject()));
        }
    }

    private static void write(Tool tool, ObjectNode written) {
        ObjectNode function = written.put("type", "function").putObject("function");
        function.put("name", tool.name());
        tool.description().ifPresent((description) -> function.put("description", description));
        function.set("parameters", tool.parameters());
    }

    private static void write(ResponseFormat format, ObjectNode root) {
        switch (format) {
            case ResponseFormat.PlainText plain -> {
            }
            case ResponseFormat.JsonObject object -> root.put("format", "json");
            case ResponseFormat.JsonSchema schema -> root.set("format", schema.schema());
        }
    }

    private static void write(Sampling sampling, ObjectNode root) {
        ObjectNode options = JsonNodeFactory.instance.objectNode();
        sampling.maxOutputTokens().ifPresent((tokens) -> options.put("num_predict", tokens));
        write("temperature", sampling.temperature(), options);
        write("top_p", sampling.topP(), options);
        sampling.topK().ifPresent((topK) -> options.put("top_k", topK));
        write("frequency_penalty", sampling.frequencyPenalty(), options);
        write("presence_penalty", sampling.presencePenalty(), options);
        sampling.seed().ifPresent((seed) -> options.put("seed", seed));
        if (!sampling.stop().isEmpty()) {
            ArrayNode stop = options.putArray("stop");
            sampling.stop().forEach(stop::add);
        }
        if (!options.isEmpty()) {
            root.set("options", options);
        }
        sampling.logprobs().ifPresent((alternatives) -> {
            root.put("logprobs", true);
            if (alternatives > 0) {
                root.put("top_logprobs", alternatives);
            }
        });
    }

    private static void write(String name, OptionalDouble value, ObjectNode options) {
        value.ifPresent((number) -> options.put(name, number));
    }

    /** A budget turns thinking on or off; its size means nothing there. */
    private static void write(Reasoning reasoning, ObjectNode root) {
        Optional<String> effort = reasoning.effort();
        if (effort.isPresent()) {
            switch (effort.get()) {
                case "none" -> root.put("think", false);
                case "minimal", "low" -> root.put("think", "low");
                case "medium", "high" -> root.put("think", effort.get());
                default -> root.put("think", "max");
            }
        }
        else if (reasoning.budgetTokens().isPresent()) {
            root.put("think", reasoning.budgetTokens().getAsLong() > 0);
        }
    }

}
