package llmgateway.dialect.responses;

import java.util.ArrayList;
import java.util.List;

import llmgateway.dialect.conversation.Citation;
import llmgateway.dialect.conversation.Part;
import llmgateway.dialect.conversation.Signature;
import llmgateway.dialect.conversation.TokenLogprob;
import llmgateway.dialect.openai.Logprobs;
import llmgateway.dialect.openai.ToolArguments;
import llmgateway.dialect.openai.UrlCitations;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The items of a response's output: one for each part, each with an id of its own. Not
 * thread-safe.
 */
final class OutputItems {

    private static final String TYPE = "type";

    private static final String STATUS = "status";

    private final String response;

    private int ids;

    /**
     * @param response its id
     */
    OutputItems(String response) {
        this.response = response;
    }

    /** An id for the next item. */
    String nextId(String prefix) {
        return prefix + this.response + "_" + this.ids++;
    }

    /**
     * The items that tell a part.
     * @param logprobs of its text
     */
    List<ObjectNode> of(Part part, List<TokenLogprob> logprobs) {
        return switch (part) {
            case Part.Text text -> List.of(message(nextId("msg_"), text(text, logprobs)));
            case Part.Refusal refusal -> List.of(message(nextId("msg_"), refusal(refusal.text())));
            case Part.Thinking thinking -> List.of(reasoning(nextId("rs_"), thinking));
            case Part.HiddenThinking hidden -> List.of(hidden(nextId("rs_"), hidden.signature()));
            case Part.ToolCall call -> {
                List<ObjectNode> items = new ArrayList<>();
                call.signature().ifPresent((signature) -> items.add(ofToolCall(call.id(), signature)));
                items.add(functionCall(nextId("fc_"), call.id(), call.name(), ToolArguments.write(call.arguments())));
                yield items;
            }
            default -> throw new IllegalArgumentException("no part of an answer: " + part.getClass());
        };
    }

    static ObjectNode message(String id, ObjectNode content) {
        ObjectNode item = message(id).put(STATUS, "completed");
        item.withArray("content").add(content);
        return item;
    }

    static ObjectNode message(String id) {
        ObjectNode item = item(id, "message").put("role", "assistant");
        item.putArray("content");
        return item;
    }

    static ObjectNode text(Part.Text text, List<TokenLogprob> logprobs) {
        ObjectNode content = JsonNodeFactory.instance.objectNode().put(TYPE, "output_text").put("text", text.text());
        ArrayNode annotations = content.putArray("annotations");
        text.citations().forEach((citation) -> annotations.add(annotation(citation)));
        content.set("logprobs", Logprobs.write(logprobs));
        return content;
    }

    static ObjectNode annotation(Citation citation) {
        ObjectNode annotation = JsonNodeFactory.instance.objectNode().put(TYPE, "url_citation");
        UrlCitations.write(citation, 0, annotation);
        return annotation;
    }

    static ObjectNode refusal(String text) {
        return JsonNodeFactory.instance.objectNode().put(TYPE, "refusal").put("refusal", text);
    }

    static ObjectNode reasoning(String id, Part.Thinking thinking) {
        ObjectNode item = item(id, "reasoning");
        item.putArray("summary").add(summary(thinking.text()));
        thinking.signature()
            .ifPresent((signature) -> item.put(EncryptedContent.FIELD, EncryptedContent.forClient(signature)));
        return item;
    }

    static ObjectNode summary(String text) {
        return JsonNodeFactory.instance.objectNode().put(TYPE, "summary_text").put("text", text);
    }

    static ObjectNode hidden(String id, Signature signature) {
        ObjectNode item = item(id, "reasoning");
        item.putArray("summary");
        return item.put(EncryptedContent.FIELD, EncryptedContent.forClient(signature));
    }

    static ObjectNode ofToolCall(String callId, Signature signature) {
        return hidden(EncryptedContent.OF_TOOL_CALL + callId, signature);
    }

    static ObjectNode functionCall(String id, String callId, String name, String arguments) {
        return item(id, "function_call").put(STATUS, "completed")
            .put("call_id", callId)
            .put("name", name)
            .put("arguments", arguments);
    }

    /** As an item is told when it begins. */
    static ObjectNode started(ObjectNode item) {
        return item.put(STATUS, "in_progress");
    }

    private static ObjectNode item(String id, String type) {
        return JsonNodeFactory.instance.objectNode().put("id", id).put(TYPE, type);
    }

}
