package llmgateway.simulator.cohere;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import llmgateway.simulator.api.ApiException;
import llmgateway.simulator.api.Fields;
import tools.jackson.databind.JsonNode;

/** Checks the messages of a chat. */
final class CohereMessages {

    private static final Set<String> ROLES = Set.of("system", "user", "assistant", "tool");

    private CohereMessages() {
    }

    static void check(List<Fields> messages) throws ApiException {
        Set<String> open = new HashSet<>();
        for (Fields message : messages) {
            String role = message.requireOneOf("role", ROLES);
            if (!role.equals("tool") && !open.isEmpty()) {
                throw ApiException.malformed("invalid request: all tool calls must have a tool result");
            }
            switch (role) {
                case "assistant" -> checkAssistant(message, open);
                case "tool" -> {
                    message.only(Set.of("role", "content", "tool_call_id"));
                    checkContent(message, Set.of("text", "document"));
                    if (!open.remove(message.requireString("tool_call_id"))) {
                        throw ApiException.malformed("invalid request: no tool call has the id of a tool message");
                    }
                }
                case "user" -> {
                    message.only(Set.of("role", "content"));
                    checkContent(message, Set.of("text", "image_url"));
                }
                default -> {
                    message.only(Set.of("role", "content"));
                    checkContent(message, Set.of("text"));
                }
            }
        }
        if (!open.isEmpty()) {
            throw ApiException.malformed("invalid request: all tool calls must have a tool result");
        }
    }

    private static void checkAssistant(Fields message, Set<String> open) throws ApiException {
        message.only(Set.of("role", "content", "tool_calls", "tool_plan", "citations")).string("tool_plan");
        for (Fields call : message.objects("tool_calls")) {
            call.only(Set.of("id", "type", "function")).requireOneOf("type", Set.of("function"));
            Fields function = call.requireObject("function").only(Set.of("name", "arguments"));
            function.requireString("name");
            function.requireString("arguments");
            open.add(call.requireString("id"));
        }
        if (open.isEmpty() || message.find("content").isPresent()) {
            checkContent(message, Set.of("text", "thinking"));
        }
    }

    private static void checkContent(Fields message, Set<String> kinds) throws ApiException {
        JsonNode content = message.require("content");
        if (!content.isArray()) {
            message.requireString("content");
            return;
        }
        for (Fields part : message.requireObjects("content")) {
            String kind = part.requireOneOf("type", kinds);
            part.only(Set.of("type", kind));
            switch (kind) {
                case "image_url" -> {
                    Fields image = part.requireObject(kind).only(Set.of("url", "detail"));
                    image.requireString("url");
                    image.oneOf("detail", Set.of("auto", "low", "high"));
                }
                case "document" -> part.requireObject(kind);
                default -> part.requireString(kind);
            }
        }
    }

}
