package llmgateway.dialect.responses;

import llmgateway.dialect.conversation.Signature;

/** What a reasoning item is known by when it comes back. */
final class EncryptedContent {

    static final String ISSUER = "openai-responses";

    static final String FIELD = "encrypted_content";

    /**
     * Before the id of a tool call, the id of a reasoning item that holds the call's
     * signature: the call itself has no place for it.
     */
    static final String OF_TOOL_CALL = "rs_for_";

    private EncryptedContent() {
    }

    static Signature read(String text) {
        return Signature.ofClient(text, ISSUER);
    }

    static String forClient(Signature signature) {
        return signature.of(ISSUER).orElseGet(signature::forClient);
    }

}
