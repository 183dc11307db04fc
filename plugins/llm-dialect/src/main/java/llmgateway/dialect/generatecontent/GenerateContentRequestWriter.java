package llmgateway.dialect.generatecontent;

import java.util.List;
import java.util.Optional;

import llmgateway.dialect.conversation.ChatRequest;
import llmgateway.dialect.conversation.Message;
import llmgateway.dialect.conversation.Role;
import llmgateway.dialect.conversation.Tool;
import llmgateway.dialect.conversation.ToolChoice;
import llmgateway.dialect.conversation.Tooling;
import llmgateway.dialect.format.Platform;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes one request; used once. */
final class GenerateContentRequestWriter {

    private final ModelGeneration generation;

    private final PartWriter parts;

    GenerateContentRequestWriter(ModelGeneration generation, Platform platform) {
        this.generation = generation;
        this.parts = new PartWriter(PartWriter.For.provider(generation, platform));
    }

    ObjectNode write(ChatRequest request) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        int first = firstTurn(request.messages());
        writeContents(request.messages().subList(first, request.messages().size()), root.putArray("contents"));
        if (first > 0) {
            ArrayNode texts = root.putObject("systemInstruction").putArray("parts");
            request.messages().subList(0, first).forEach((message) -> this.parts.write(message.parts(), texts));
        }
        writeTooling(request.tooling(), root);
        ObjectNode config = new GenerationConfigWriter(this.generation).write(request);
        if (!config.isEmpty()) {
            root.set("generationConfig", config);
        }
        request.service()
            .serviceTier()
            .flatMap(ServiceTiers::forGemini)
            .ifPresent((tier) -> root.put("serviceTier", tier));
        return root;
    }

    /**
     * System messages before all others are the instruction; later ones keep their place,
     * and so does one alone, since there must be some content.
     */
    private static int firstTurn(List<Message> messages) {
        int first = 0;
        while (first < messages.size() && messages.get(first).role() == Role.SYSTEM) {
            first++;
        }
        return (first == messages.size()) ? 0 : first;
    }

    /** Results of parallel calls must stand in one content. */
    private void writeContents(List<Message> messages, ArrayNode contents) {
        Optional<Boolean> last = Optional.empty();
        ArrayNode open = contents;
        for (Message message : messages) {
            boolean model = message.role() == Role.ASSISTANT;
            if (!last.equals(Optional.of(model))) {
                ObjectNode content = contents.addObject();
                content.put("role", model ? "model" : "user");
                open = content.putArray("parts");
                last = Optional.of(model);
            }
            this.parts.write(message.parts(), open);
        }
        removeEmpty(contents);
    }

    /** Google refuses a content without parts. */
    private static void removeEmpty(ArrayNode contents) {
        for (int i = contents.size() - 1; i >= 0; i--) {
            if (contents.get(i).path("parts").isEmpty()) {
                contents.remove(i);
            }
        }
    }

    private static void writeTooling(Tooling tooling, ObjectNode root) {
        if (!tooling.tools().isEmpty()) {
            ArrayNode declarations = root.putArray("tools").addObject().putArray("functionDeclarations");
            tooling.tools().forEach((tool) -> write(tool, declarations.addObject()));
        }
        tooling.choice().ifPresent((choice) -> {
            ObjectNode calling = root.putObject("toolConfig").putObject("functionCallingConfig");
            calling.put("mode", mode(choice));
            if (choice instanceof ToolChoice.Named named) {
                calling.putArray("allowedFunctionNames").add(named.name());
            }
        });
    }

    private static void write(Tool tool, ObjectNode declaration) {
        declaration.put("name", tool.name());
        tool.description().ifPresent((description) -> declaration.put("description", description));
        declaration.set("parametersJsonSchema", tool.parameters());
    }

    private static String mode(ToolChoice choice) {
        return switch (choice) {
            case ToolChoice.Auto auto -> "AUTO";
            case ToolChoice.None none -> "NONE";
            case ToolChoice.Required required -> "ANY";
            case ToolChoice.Named named -> "ANY";
        };
    }

}
