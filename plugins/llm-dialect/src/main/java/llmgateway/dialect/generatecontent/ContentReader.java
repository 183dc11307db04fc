package llmgateway.dialect.generatecontent;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import llmgateway.dialect.conversation.Message;
import llmgateway.dialect.conversation.Part;
import llmgateway.dialect.conversation.Role;
import llmgateway.dialect.conversation.Signature;
import llmgateway.dialect.format.RequestFields;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Reads the contents of one conversation, in order; used once. */
final class ContentReader {

    private static final List<String> OF_GOOGLE = List.of("executableCode", "codeExecutionResult", "toolCall",
            "toolResponse");

    private final CallIds ids = new CallIds();

    Message systemMessage(RequestFields content) {
        content.ignore("role");
        List<Part> parts = parts(content);
        if (!parts.stream().allMatch(Part.Text.class::isInstance)) {
            throw content.invalid("parts", "must be texts");
        }
        return new Message(Role.SYSTEM, parts);
    }

    Message message(RequestFields content) {
        Role role = switch (content.string("role").orElse("user")) {
            // "function" is what results came from in 2023.
            case "", "user", "function" -> Role.USER;
            case "model" -> Role.ASSISTANT;
            default -> throw content.invalid("role", "must be 'user' or 'model'");
        };
        return new Message(role, (role == Role.ASSISTANT) ? ChunkedParts.joined(parts(content)) : parts(content));
    }

    private List<Part> parts(RequestFields content) {
        List<Part> parts = new ArrayList<>();
        for (RequestFields part : content.objects("parts")) {
            read(part, parts);
        }
        return parts;
    }

    private void read(RequestFields part, List<Part> parts) {
        for (String field : OF_GOOGLE) {
            if (part.has(field)) {
                throw part.notTranslatable(field);
            }
        }
        Optional<Signature> signature = part.string("thoughtSignature").map(ThoughtSignatures::ofClient);
        boolean thought = part.bool("thought").orElse(false);
        Optional<RequestFields> call = part.object("functionCall");
        Optional<RequestFields> response = part.object("functionResponse");
        if (call.isPresent()) {
            parts.add(call(call.get(), signature));
        }
        else if (response.isPresent()) {
            parts.add(result(response.get()));
        }
        else if (thought) {
            parts.add(new Part.Thinking(part.string("text").orElse(""), signature));
        }
        else {
            MediaReader.read(part)
                .or(() -> part.string("text").filter((text) -> !text.isEmpty()).map(Part.Text::new))
                .ifPresent(parts::add);
            signature.map(Part.HiddenThinking::new).ifPresent(parts::add);
        }
    }

    private Part call(RequestFields call, Optional<Signature> signature) {
        String name = call.requiredString("name");
        JsonNode arguments = call.any("args").orElseGet(JsonNodeFactory.instance::objectNode);
        if (!arguments.isObject()) {
            throw call.invalid("args", "must be an object");
        }
        return new Part.ToolCall(this.ids.ofCall(name, call.string("id")), name, arguments, signature);
    }

    private Part result(RequestFields response) {
        String name = response.requiredString("name");
        String id = this.ids.ofResponse(name, response.string("id"))
            .orElseThrow(() -> response.invalid("name", "must be that of a call before it"));
        JsonNode told = response.any("response").orElseGet(JsonNodeFactory.instance::objectNode);
        if (!told.isObject()) {
            throw response.invalid("response", "must be an object");
        }
        boolean failed = told.has("error") && !told.has("output");
        List<Part> content = new ArrayList<>();
        String text = text(told, failed ? "error" : "output");
        if (!text.isEmpty()) {
            content.add(new Part.Text(text));
        }
        for (RequestFields part : response.objects("parts")) {
            MediaReader.read(part).ifPresent(content::add);
        }
        return new Part.ToolResult(id, content, failed);
    }

    /** Without the usual key all of it is the output. */
    private static String text(JsonNode told, String key) {
        JsonNode output = told.has(key) ? told.path(key) : told;
        return output.isString() ? output.asString() : output.toString();
    }

    /** Ids of calls: other APIs need them, this one allows to leave them out. */
    private static final class CallIds {

        private final List<Map.Entry<String, String>> open = new ArrayList<>();

        private int made;

        String ofCall(String name, Optional<String> told) {
            String id = told.filter((given) -> !given.isEmpty()).orElseGet(() -> "call_" + this.made++);
            this.open.add(Map.entry(name, id));
            return id;
        }

        Optional<String> ofResponse(String name, Optional<String> told) {
            if (told.filter((given) -> !given.isEmpty()).isPresent()) {
                this.open.removeIf((call) -> call.getValue().equals(told.get()));
                return told;
            }
            Optional<Map.Entry<String, String>> answered = this.open.stream()
                .filter((call) -> call.getKey().equals(name))
                .findFirst();
            answered.ifPresent(this.open::remove);
            return answered.map(Map.Entry::getValue);
        }

    }

}
