package llmgateway.dialect.openai;

import java.util.Optional;

import llmgateway.dialect.conversation.Media;

/**
 * Bytes in a URL (RFC 2397), as images and files are sent.
 */
public final class DataUrl {

    private static final String SCHEME = "data:";

    private static final String BASE64 = ";base64";

    private DataUrl() {
    }

    /**
     * @return the media that a URL of any scheme stands for; empty for a {@code data} URL
     * that is not in base64
     */
    public static Optional<Media> media(String url) {
        if (!url.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Optional.of(new Media.Url(url));
        }
        int comma = url.indexOf(',');
        String head = (comma < 0) ? "" : url.substring(SCHEME.length(), comma);
        if (!head.endsWith(BASE64)) {
            return Optional.empty();
        }
        return Optional
            .of(new Media.Inline(head.substring(0, head.length() - BASE64.length()), url.substring(comma + 1)));
    }

    public static String of(Media.Inline media) {
        return SCHEME + media.mediaType() + BASE64 + "," + media.base64();
    }

}
