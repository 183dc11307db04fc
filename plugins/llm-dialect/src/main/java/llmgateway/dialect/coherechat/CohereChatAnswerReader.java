package llmgateway.dialect.coherechat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import llmgateway.dialect.conversation.ChatAnswer;
import llmgateway.dialect.conversation.Citation;
import llmgateway.dialect.conversation.Part;
import llmgateway.dialect.format.UnreadableAnswer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** Reads a whole answer. */
final class CohereChatAnswerReader {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private CohereChatAnswerReader() {
    }

    static ChatAnswer read(JsonNode document) {
        JsonNode message = document.path("message");
        String reason = document.path("finish_reason").asString("");
        if (!message.isObject() || reason.equals(FinishReasons.ERROR)) {
            throw new UnreadableAnswer("no answer of Cohere's chat");
        }
        List<Part> parts = new ArrayList<>();
        String plan = message.path("tool_plan").asString("");
        if (!plan.isEmpty()) {
            parts.add(Thoughts.told(plan, Thoughts.TOOL_PLAN));
        }
        JsonNode content = message.path("content");
        for (int i = 0; i < content.size(); i++) {
            readContent(content.get(i), i, message.path("citations")).ifPresent(parts::add);
        }
        message.path("tool_calls").forEach((call) -> parts.add(readCall(call)));
        return new ChatAnswer(document.path("id").asString(""), "",
                List.of(new ChatAnswer.Choice(parts, FinishReasons.read(reason), Optional.empty(), List.of())),
                UsageReader.read(document.path("usage")), Optional.empty());
    }

    private static Optional<Part> readContent(JsonNode content, int index, JsonNode citations) {
        return switch (content.path("type").asString("")) {
            case "text" -> {
                String text = content.path("text").asString("");
                List<Citation> cited = new ArrayList<>();
                citations.forEach((citation) -> {
                    if (CitationReader.isOf(index, citation)) {
                        cited.addAll(CitationReader.read(citation, text));
                    }
                });
                yield Optional.of(new Part.Text(text, cited));
            }
            case "thinking" -> Optional.of(Thoughts.told(content.path("thinking").asString(""), Thoughts.THINKING));
            default -> Optional.empty();
        };
    }

    private static Part readCall(JsonNode call) {
        JsonNode function = call.path("function");
        return new Part.ToolCall(call.path("id").asString(""), function.path("name").asString(""),
                arguments(function.path("arguments").asString("")), Optional.empty());
    }

    /** Models sometimes write arguments that are no JSON: those go as they are. */
    private static JsonNode arguments(String json) {
        if (json.isBlank()) {
            return JsonNodeFactory.instance.objectNode();
        }
        try {
            JsonNode read = JSON.readTree(json);
            return read.isNull() ? JsonNodeFactory.instance.objectNode() : read;
        }
        catch (JacksonException ex) {
            return JsonNodeFactory.instance.stringNode(json);
        }
    }

}
