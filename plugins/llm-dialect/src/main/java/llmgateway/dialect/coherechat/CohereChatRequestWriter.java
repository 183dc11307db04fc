package llmgateway.dialect.coherechat;

import java.util.List;
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
final class CohereChatRequestWriter {

    private static final double LEAST_P = 0.01;

    private static final double MOST_P = 0.99;

    private static final int MOST_K = 500;

    private CohereChatRequestWriter() {
    }

    static ObjectNode write(ChatRequest request, TargetModel model) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("model", model.name().name());
        root.put("stream", request.stream());
        MessageWriter messages = new MessageWriter(root.putArray("messages"));
        request.messages().forEach(messages::write);
        write(request.tooling(), root);
        write(request.sampling(), root);
        write(request.format(), root);
        request.reasoning().ifPresent((reasoning) -> write(reasoning, root));
        return root;
    }

    /** One tool is forced by offering no other. */
    private static void write(Tooling tooling, ObjectNode root) {
        List<Tool> offered = (tooling.choice().orElse(new ToolChoice.Auto()) instanceof ToolChoice.Named named)
                ? tooling.tools().stream().filter((tool) -> tool.name().equals(named.name())).toList()
                : tooling.tools();
        if (!offered.isEmpty()) {
            ArrayNode tools = root.putArray("tools");
            offered.forEach((tool) -> write(tool, tools.addObject()));
            if (offered.stream().anyMatch((tool) -> tool.strict().orElse(false))) {
                root.put("strict_tools", true);
            }
        }
        tooling.choice().flatMap(CohereChatRequestWriter::word).ifPresent((word) -> root.put("tool_choice", word));
    }

    private static void write(Tool tool, ObjectNode written) {
        ObjectNode function = written.put("type", "function").putObject("function");
        function.put("name", tool.name());
        tool.description().ifPresent((description) -> function.put("description", description));
        function.set("parameters", tool.parameters());
    }

    private static Optional<String> word(ToolChoice choice) {
        return switch (choice) {
            case ToolChoice.Auto auto -> Optional.empty();
            case ToolChoice.None none -> Optional.of("NONE");
            case ToolChoice.Required required -> Optional.of("REQUIRED");
            case ToolChoice.Named named -> Optional.of("REQUIRED");
        };
    }

    private static void write(Sampling sampling, ObjectNode root) {
        sampling.maxOutputTokens().ifPresent((tokens) -> root.put("max_tokens", tokens));
        write("temperature", sampling.temperature(), root);
        write("p", within(LEAST_P, MOST_P, sampling.topP()), root);
        sampling.topK().ifPresent((topK) -> root.put("k", Math.min(topK, MOST_K)));
        write("frequency_penalty", within(0, 1, sampling.frequencyPenalty()), root);
        write("presence_penalty", within(0, 1, sampling.presencePenalty()), root);
        sampling.seed().ifPresent((seed) -> root.put("seed", seed));
        if (!sampling.stop().isEmpty()) {
            ArrayNode stop = root.putArray("stop_sequences");
            sampling.stop().forEach(stop::add);
        }
    }

    /** Other APIs go further; Cohere refuses what is beyond (Cohere API, "Chat"). */
    private static OptionalDouble within(double least, double most, OptionalDouble asked) {
        return asked.isPresent() ? OptionalDouble.of(Math.clamp(asked.getAsDouble(), least, most)) : asked;
    }

    private static void write(String name, OptionalDouble value, ObjectNode root) {
        value.ifPresent((number) -> root.put(name, number));
    }

    private static void write(ResponseFormat format, ObjectNode root) {
        switch (format) {
            case ResponseFormat.PlainText plain -> {
            }
            case ResponseFormat.JsonObject object -> root.putObject("response_format").put("type", "json_object");
            case ResponseFormat.JsonSchema schema ->
                root.putObject("response_format").put("type", "json_object").set("json_schema", schema.schema());
        }
    }

    /** Thinking is on or off, with a budget or without. */
    private static void write(Reasoning reasoning, ObjectNode root) {
        boolean off = reasoning.budgetTokens().orElse(-1) == 0 || reasoning.effort().filter("none"::equals).isPresent();
        boolean on = reasoning.budgetTokens().isPresent() || reasoning.effort().isPresent();
        if (off) {
            root.putObject("thinking").put("type", "disabled");
        }
        else if (on) {
            ObjectNode thinking = root.putObject("thinking").put("type", "enabled");
            reasoning.budgetTokens().ifPresent((tokens) -> thinking.put("token_budget", tokens));
        }
    }

}
