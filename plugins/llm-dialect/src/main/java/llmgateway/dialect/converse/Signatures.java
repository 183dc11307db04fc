package llmgateway.dialect.converse;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

import llmgateway.dialect.conversation.Signature;

/**
 * Where signatures stand for clients. Redacted thoughts are bytes, which JSON holds as
 * base64: what another provider signed is the bytes of its text. A tool call has no place
 * for a signature (Gemini's have them), so it stands in redacted thoughts right before
 * the call.
 */
final class Signatures {

    private static final String OF_TOOL_CALL = "tool_call.";

    private static final String MARKED = "llm1.";

    private Signatures() {
    }

    static Signature ofText(String text) {
        return Signature.ofClient(text, Issuers.CLAUDE);
    }

    static String text(Signature signature) {
        return signature.of(Issuers.CLAUDE).orElseGet(signature::forClient);
    }

    static Signature ofRedacted(String base64) {
        return decoded(base64).filter((text) -> text.startsWith(MARKED))
            .map((text) -> Signature.ofClient(text, Issuers.BEDROCK))
            .orElseGet(() -> new Signature(Issuers.BEDROCK, base64));
    }

    static String redacted(Signature signature) {
        return signature.of(Issuers.BEDROCK).orElseGet(() -> encoded(signature.forClient()));
    }

    static String redactedOfToolCall(Signature signature) {
        return encoded(OF_TOOL_CALL + signature.forClient());
    }

    /** Empty if the data is of no tool call. */
    static Optional<Signature> ofToolCall(String base64) {
        return decoded(base64).filter((text) -> text.startsWith(OF_TOOL_CALL))
            .map((text) -> Signature.ofClient(text.substring(OF_TOOL_CALL.length()), Issuers.BEDROCK));
    }

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Optional<String> decoded(String base64) {
        try {
            return Optional.of(new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8));
        }
        catch (IllegalArgumentException ex) {
            return Optional.empty();
        }
    }

}
