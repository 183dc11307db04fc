package llmgateway.simulator.openai;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import llmgateway.simulator.api.ApiException;
import llmgateway.simulator.api.Fields;
import tools.jackson.databind.JsonNode;

/** Checks messages of a chat by their fields in openai-java 4.101.0. */
final class ChatMessages {

    private static final Set<String> ROLES = Set.of("developer", "system", "user", "assistant", "tool", "function");

    private static final String CACHE = "prompt_cache_breakpoint";

    private final boolean takesReasoning;

    /**
     * @param takesReasoning whether thoughts may come back in {@code reasoning_content},
     * as other providers of this API have it
     */
    ChatMessages(boolean takesReasoning) {
        this.takesReasoning = takesReasoning;
    }

    void check(List<Fields> messages) throws ApiException {
        Set<String> open = new HashSet<>();
        for (Fields message : messages) {
            String role = message.requireOneOf("role", ROLES);
            if (!role.equals("tool") && !open.isEmpty()) {
                throw unanswered(open);
            }
            switch (role) {
                case "assistant" -> checkAssistant(message, open);
                case "tool" -> {
                    message.only(Set.of("role", "content", "tool_call_id"));
                    if (!open.remove(message.requireString("tool_call_id"))) {
                        throw ApiException.malformed("Invalid parameter: messages with role 'tool' must be a response "
                                + "to a preceeding message with 'tool_calls'.");
                    }
                    checkContent(message, Set.of("text"));
                }
                case "user" -> {
                    message.only(Set.of("role", "content", "name"));
                    checkContent(message, Set.of("text", "image_url", "input_audio", "file"));
                }
                default -> {
                    message.only(Set.of("role", "content", "name"));
                    checkContent(message, Set.of("text"));
                }
            }
        }
        if (!open.isEmpty()) {
            throw unanswered(open);
        }
    }

    private static ApiException unanswered(Set<String> calls) {
        return ApiException.malformed("An assistant message with 'tool_calls' must be followed by tool messages "
                + "responding to each 'tool_call_id'. The following tool_call_ids did not have response messages: "
                + String.join(", ", calls));
    }

    private void checkAssistant(Fields message, Set<String> open) throws ApiException {
        Set<String> known = new HashSet<>(
                Set.of("role", "content", "name", "refusal", "tool_calls", "audio", "function_call"));
        if (this.takesReasoning) {
            known.add("reasoning_content");
        }
        message.only(known).string("refusal");
        message.string("reasoning_content");
        for (Fields call : message.objects("tool_calls")) {
            call.only(Set.of("id", "type", "function")).requireOneOf("type", Set.of("function"));
            Fields function = call.requireObject("function").only(Set.of("name", "arguments"));
            function.requireString("name");
            function.requireString("arguments");
            open.add(call.requireString("id"));
        }
        if (open.isEmpty() && message.find("refusal").isEmpty()) {
            checkContent(message, Set.of("text", "refusal"));
        }
    }

    private static void checkContent(Fields message, Set<String> kinds) throws ApiException {
        JsonNode content = message.require("content");
        if (content.isArray()) {
            for (Fields part : message.requireObjects("content")) {
                checkPart(part, part.requireOneOf("type", kinds));
            }
        }
        else if (!content.isString()) {
            throw message.wrongType("content", "a string or an array of content parts");
        }
    }

    private static void checkPart(Fields part, String kind) throws ApiException {
        switch (kind) {
            case "image_url" -> {
                Fields image = part.only(Set.of("type", kind, CACHE)).requireObject(kind).only(Set.of("url", "detail"));
                image.requireString("url");
                image.oneOf("detail", Set.of("auto", "low", "high"));
            }
            case "input_audio" -> {
                Fields audio = part.only(Set.of("type", kind, CACHE))
                    .requireObject(kind)
                    .only(Set.of("data", "format"));
                audio.requireBase64("data");
                audio.requireOneOf("format", Set.of("wav", "mp3"));
            }
            case "file" -> {
                Fields file = part.only(Set.of("type", kind, CACHE))
                    .requireObject(kind)
                    .only(Set.of("file_data", "file_id", "filename"));
                Optional<String> data = file.string("file_data");
                if (data.isPresent() && (!data.get().startsWith("data:") || file.find("filename").isEmpty())) {
                    throw ApiException.invalid("file", "Invalid file: expected a data URL and a filename.");
                }
            }
            default -> part.only(Set.of("type", kind, CACHE)).requireString(kind);
        }
    }

}
