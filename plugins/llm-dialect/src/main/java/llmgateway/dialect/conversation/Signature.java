package llmgateway.dialect.conversation;

import java.util.Optional;

/**
 * A provider's own word that must come back to it unchanged. Another kind of provider
 * refuses it, so it is told to clients with the kind of its issuer before it.
 *
 * @param issuer kind of provider, such as {@code anthropic}: letters, digits and hyphens
 * @param value as the provider gave it
 */
public record Signature(String issuer, String value) {

    private static final String MARK = "llm1.";

    /** As a client is given it, whatever API it speaks; the client sends it back so. */
    public String forClient() {
        return MARK + this.issuer + "." + this.value;
    }

    /**
     * @param text as a client sent it
     * @param otherwise who issued it if it is not marked: the client got it from a
     * provider of its own API, past every translation
     */
    public static Signature ofClient(String text, String otherwise) {
        int dot = text.startsWith(MARK) ? text.indexOf('.', MARK.length()) : -1;
        return (dot < 0) ? new Signature(otherwise, text)
                : new Signature(text.substring(MARK.length(), dot), text.substring(dot + 1));
    }

    /** The provider's own word if this kind of provider issued it. */
    public Optional<String> of(String wanted) {
        return this.issuer.equals(wanted) ? Optional.of(this.value) : Optional.empty();
    }

}
