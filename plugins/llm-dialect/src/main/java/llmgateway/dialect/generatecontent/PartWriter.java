package llmgateway.dialect.generatecontent;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import llmgateway.dialect.conversation.ChatRequest;
import llmgateway.dialect.conversation.Part;
import llmgateway.dialect.conversation.Reasoning;
import llmgateway.dialect.conversation.Signature;
import llmgateway.dialect.format.Platform;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes the parts of a conversation, in order; used once. */
final class PartWriter {

    /** Of calls that another model made (Gemini API, "Thought signatures", FAQ). */
    private static final String NOT_SIGNED = "skip_thought_signature_validator";

    private static final String SIGNATURE = "thoughtSignature";

    private final For reader;

    private final Map<String, String> names = new HashMap<>();

    PartWriter(For reader) {
        this.reader = reader;
    }

    void write(List<Part> written, ArrayNode parts) {
        boolean firstCall = true;
        for (Part part : written) {
            switch (part) {
                case Part.Text text -> writeText(text.text(), parts);
                case Part.Refusal refusal -> writeText(refusal.text(), parts);
                case Part.Thinking thinking -> writeThinking(thinking, parts);
                case Part.HiddenThinking hidden -> writeHidden(hidden.signature(), parts);
                case Part.ToolCall call -> {
                    writeCall(call, firstCall, parts);
                    firstCall = false;
                }
                case Part.ToolResult result -> writeResult(result, parts.addObject());
                case Part.Image image -> MediaWriter.write(image, parts.addObject());
                case Part.Document document -> MediaWriter.write(document, parts.addObject());
                case Part.Audio audio -> MediaWriter.write(audio, parts.addObject());
                case Part.CachePoint point -> {
                }
            }
        }
    }

    /** An empty text is refused. */
    private static void writeText(String text, ArrayNode parts) {
        if (!text.isEmpty()) {
            parts.addObject().put("text", text);
        }
    }

    private void writeThinking(Part.Thinking thinking, ArrayNode parts) {
        Optional<String> signature = thinking.signature().flatMap(this.reader.signatures());
        if (this.reader.takesUnsigned() || signature.isPresent()) {
            ObjectNode part = parts.addObject();
            part.put("text", this.reader.showsThoughts() ? thinking.text() : "");
            part.put("thought", true);
            signature.ifPresent((value) -> part.put(SIGNATURE, value));
        }
    }

    /** Stands at the text that it came with. */
    private void writeHidden(Signature hidden, ArrayNode parts) {
        this.reader.signatures()
            .apply(hidden)
            .ifPresent((value) -> lastText(parts).orElseGet(() -> parts.addObject().put("text", ""))
                .put(SIGNATURE, value));
    }

    private static Optional<ObjectNode> lastText(ArrayNode parts) {
        return Optional.of(parts)
            .filter((written) -> !written.isEmpty())
            .map((written) -> written.get(written.size() - 1))
            .filter((last) -> last.has("text") && last.size() == 1)
            .map(ObjectNode.class::cast);
    }

    private void writeCall(Part.ToolCall call, boolean first, ArrayNode parts) {
        this.names.put(call.id(), call.name());
        ObjectNode part = parts.addObject();
        ObjectNode written = part.putObject("functionCall");
        putId(call.id(), written);
        written.put("name", call.name());
        written.set("args", object(call.arguments(), "arguments"));
        call.signature()
            .flatMap(this.reader.signatures())
            .or(() -> (first && this.reader.wantsSignedCalls()) ? Optional.of(NOT_SIGNED) : Optional.empty())
            .ifPresent((value) -> part.put(SIGNATURE, value));
    }

    private void putId(String id, ObjectNode written) {
        if (this.reader.knowsCallIds()) {
            written.put("id", id);
        }
    }

    private void writeResult(Part.ToolResult result, ObjectNode part) {
        ObjectNode written = part.putObject("functionResponse");
        putId(result.callId(), written);
        written.put("name", this.names.getOrDefault(result.callId(), result.callId()));
        StringBuilder texts = new StringBuilder();
        ArrayNode media = JsonNodeFactory.instance.arrayNode();
        for (Part inner : result.content()) {
            switch (inner) {
                case Part.Text text -> texts.append(text.text());
                case Part.Image image -> MediaWriter.write(image, media.addObject());
                case Part.Document document -> MediaWriter.write(document, media.addObject());
                case Part.Audio audio -> MediaWriter.write(audio, media.addObject());
                default -> {
                }
            }
        }
        written.putObject("response").put(result.failed() ? "error" : "output", texts.toString());
        if (!media.isEmpty()) {
            written.set("parts", media);
        }
    }

    /** Only an object can stand there, whatever a model wrote. */
    private static JsonNode object(JsonNode value, String name) {
        return value.isObject() ? value : JsonNodeFactory.instance.objectNode().set(name, value);
    }

    /**
     * Who reads what is written.
     *
     * @param signatures as the reader takes them; empty for what it cannot
     * @param takesUnsigned whether thoughts without a signature are of use
     * @param showsThoughts whether the words of thoughts are wanted
     * @param wantsSignedCalls whether the first call of a turn must be signed
     * @param knowsCallIds whether calls and results have an {@code id}
     */
    record For(Function<Signature, Optional<String>> signatures, boolean takesUnsigned, boolean showsThoughts,
            boolean wantsSignedCalls, boolean knowsCallIds) {

        /** Vertex AI refuses the ids of calls: "Cannot find field". */
        static For provider(ModelGeneration generation, Platform platform) {
            return new For((signature) -> signature.of(ThoughtSignatures.ISSUER), false, true,
                    generation == ModelGeneration.BY_LEVEL, platform != Platform.VERTEX_AI);
        }

        static For client(ChatRequest request) {
            boolean shown = request.reasoning().flatMap(Reasoning::told).orElse(true);
            return new For((signature) -> Optional.of(ThoughtSignatures.forClient(signature)), shown, shown, false,
                    true);
        }

    }

}
