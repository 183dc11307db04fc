package llmgateway.dialect.chatcompletions;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import llmgateway.dialect.conversation.Part;
import llmgateway.dialect.conversation.Signature;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a model thought. Providers tell it as text in {@code reasoning_content} (DeepSeek,
 * Kimi) or {@code reasoning} (Groq, vLLM), or as {@code reasoning_details} (OpenRouter,
 * "Reasoning Tokens"; all read in November 2026), and want it back where it came from. So
 * a {@link Signature} of this API is the name of the field, or all of the detail but its
 * text, as JSON.
 */
final class ReasoningDetails {

    static final String FIELD = "reasoning_details";

    /** Where one text stands in two, the first is read. */
    static final List<String> TEXT_FIELDS = List.of("reasoning_content", "reasoning");

    static final String ISSUER = "chat-completions";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final String TYPE = "type";

    private static final String ENCRYPTED = "reasoning.encrypted";

    private static final String SUMMARY = "reasoning.summary";

    private static final String TEXT = "reasoning.text";

    private static final String DATA = "data";

    private static final String SIGNATURE = "signature";

    private ReasoningDetails() {
    }

    /** Of thoughts that stand in a text field. */
    static Signature plain(String field) {
        return new Signature(ISSUER, field);
    }

    /** The thoughts that whole details tell. */
    static List<Part> parts(JsonNode details) {
        List<Part> parts = new ArrayList<>();
        for (JsonNode detail : details) {
            if (detail.isObject()) {
                parts.add(isHidden(detail) ? new Part.HiddenThinking(signature(rest(detail)))
                        : new Part.Thinking(text(detail), Optional.of(signature(rest(detail)))));
            }
        }
        return parts;
    }

    static boolean tellText(List<Part> details) {
        return details.stream()
            .anyMatch((part) -> part instanceof Part.Thinking thinking && !thinking.text().isEmpty());
    }

    static boolean isHidden(JsonNode detail) {
        return detail.path(TYPE).stringValue("").equals(ENCRYPTED);
    }

    static String text(JsonNode detail) {
        return detail.path(textField(detail)).stringValue("");
    }

    /** The detail without its text, nor what is null. */
    static ObjectNode rest(JsonNode detail) {
        ObjectNode rest = JsonNodeFactory.instance.objectNode();
        detail.forEachEntry((name, value) -> {
            if (!value.isNull() && !name.equals(textField(detail))) {
                rest.set(name, value);
            }
        });
        return rest;
    }

    /**
     * @param rest of a detail
     */
    static Signature signature(JsonNode rest) {
        Signature own = new Signature(ISSUER, rest.toString());
        Signature told = Signature.ofClient(rest.path(isHidden(rest) ? DATA : SIGNATURE).stringValue(""), ISSUER);
        return told.issuer().equals(ISSUER) ? own : told;
    }

    /**
     * The detail by which a client sends the signature back; empty if the text alone
     * does.
     * @param text empty for hidden thoughts
     * @param index among the answer's details
     */
    static Optional<ObjectNode> forClient(Signature signature, String text, boolean hidden, int index) {
        Optional<String> own = signature.of(ISSUER);
        if (own.isPresent()) {
            return detail(own.get(), text);
        }
        ObjectNode detail = JsonNodeFactory.instance.objectNode();
        if (hidden) {
            detail.put(TYPE, ENCRYPTED).put(DATA, signature.forClient());
        }
        else {
            detail.put(TYPE, TEXT).put("text", text).put(SIGNATURE, signature.forClient());
        }
        return Optional.of(detail.put("format", "unknown").put("index", index));
    }

    /**
     * The detail as its provider told it; empty for what stood in a text field.
     * @param value of a signature of this API
     */
    static Optional<ObjectNode> detail(String value, String text) {
        if (TEXT_FIELDS.contains(value)) {
            return Optional.empty();
        }
        try {
            if (JSON.readTree(value) instanceof ObjectNode detail) {
                if (!isHidden(detail)) {
                    detail.put(textField(detail), text);
                }
                return Optional.of(detail);
            }
        }
        catch (JacksonException ex) {
            // A client has changed it.
        }
        return Optional.empty();
    }

    private static String textField(JsonNode detail) {
        return detail.path(TYPE).stringValue("").equals(SUMMARY) ? "summary" : "text";
    }

}
