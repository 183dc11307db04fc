package llmgateway.dialect.messages;

import java.util.Optional;

import llmgateway.dialect.conversation.Signature;

/**
 * Where signatures stand. A tool call has no place for one (Gemini's have them), so it
 * stands in a block of redacted thinking right before the call.
 */
final class Signatures {

    static final String ISSUER = "anthropic";

    /** Anthropic's own data is base64, which has no dot. */
    private static final String OF_TOOL_CALL = "tool_call.";

    private Signatures() {
    }

    static Signature ofClient(String text) {
        return Signature.ofClient(text, ISSUER);
    }

    static String forClient(Signature signature) {
        return signature.of(ISSUER).orElseGet(signature::forClient);
    }

    static String ofToolCall(Signature signature) {
        return OF_TOOL_CALL + signature.forClient();
    }

    /** Empty if the data is of no tool call. */
    static Optional<Signature> toolCall(String data) {
        return data.startsWith(OF_TOOL_CALL) ? Optional.of(ofClient(data.substring(OF_TOOL_CALL.length())))
                : Optional.empty();
    }

}
