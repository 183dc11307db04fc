package llmgateway.dialect.generatecontent;

import llmgateway.dialect.conversation.Signature;

/**
 * Signatures as the API has them: base64, which its SDKs decode and encode again, in the
 * usual alphabet or in that of URLs.
 */
final class ThoughtSignatures {

    static final String ISSUER = "gemini";

    private ThoughtSignatures() {
    }

    static Signature ofProvider(String base64) {
        return new Signature(ISSUER, base64);
    }

    static Signature ofClient(String base64) {
        Signature marked = Signature.ofClient(ProtoBytes.text(base64).orElse(""), ISSUER);
        return marked.issuer().equals(ISSUER) ? new Signature(ISSUER, base64) : marked;
    }

    static String forClient(Signature signature) {
        return signature.of(ISSUER).orElseGet(() -> ProtoBytes.ofText(signature.forClient()));
    }

}
