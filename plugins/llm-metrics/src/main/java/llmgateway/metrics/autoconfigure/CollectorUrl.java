package llmgateway.metrics.autoconfigure;

import java.net.URI;

/** The URL of an OTLP collector, as settings have it. */
final class CollectorUrl {

    private CollectorUrl() {
    }

    /**
     * @throws IllegalArgumentException if it is no absolute URL of {@code http} or
     * {@code https}, or holds a user
     */
    static URI check(String setting, String text) {
        URI url = URI.create(text.strip());
        boolean isHttp = "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
        if (!isHttp || url.getRawAuthority() == null || url.getRawAuthority().contains("@")) {
            // Without the text: it may hold a key.
            throw new IllegalArgumentException(
                    setting + " must be a URL such as https://collector.example.com:4318/v1/traces, without a user");
        }
        return url;
    }

}
