package llmgateway.dialect.chatcompletions;

import java.util.Optional;

import llmgateway.dialect.conversation.Signature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The signature of a tool call, {@code extra_content.google.thought_signature} (Gemini
 * API, "Thought Signatures", section on OpenAI compatibility, November 2026).
 */
final class ThoughtSignature {

    static final String EXTRA_CONTENT = "extra_content";

    static final String GOOGLE = "google";

    static final String FIELD = "thought_signature";

    private static final String ISSUER = "gemini";

    private ThoughtSignature() {
    }

    static Signature read(String text) {
        return Signature.ofClient(text, ISSUER);
    }

    static Optional<Signature> of(JsonNode toolCall) {
        return toolCall.path(EXTRA_CONTENT)
            .path(GOOGLE)
            .path(FIELD)
            .stringValueOpt()
            .filter((text) -> !text.isEmpty())
            .map(ThoughtSignature::read);
    }

    static void writeForClient(Signature signature, ObjectNode toolCall) {
        write(signature.of(ISSUER).orElseGet(signature::forClient), toolCall);
    }

    /** Another's signature is left out. */
    static void writeForProvider(Signature signature, ObjectNode toolCall) {
        signature.of(ISSUER).ifPresent((text) -> write(text, toolCall));
    }

    private static void write(String text, ObjectNode toolCall) {
        toolCall.putObject(EXTRA_CONTENT).putObject(GOOGLE).put(FIELD, text);
    }

}
