package llmgateway.dialect.conversation;

/** Where the bytes of an image, a document or a sound are. */
public sealed interface Media {

    /** Behind an address that the provider fetches. */
    record Url(String url) implements Media {
    }

    /**
     * In the request.
     *
     * @param mediaType such as {@code image/png}; may be empty if the client named none
     * @param base64 the bytes, encoded
     */
    record Inline(String mediaType, String base64) implements Media {
    }

    /** In the request, as plain text. */
    record PlainText(String text) implements Media {
    }

    /** Uploaded to a provider before, who alone knows the id. */
    record FileId(String id) implements Media {
    }

}
