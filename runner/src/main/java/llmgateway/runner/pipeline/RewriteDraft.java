package llmgateway.runner.pipeline;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import llmgateway.core.http.Header;
import llmgateway.core.http.RequestRewrite;
import llmgateway.core.http.RequestRewrite.Change;

/**
 * The changes that filters have made so far, one a name: the last. APISIX would add up
 * repeated arguments. Not thread-safe.
 */
final class RewriteDraft {

    private Optional<String> path = Optional.empty();

    private final Map<String, Change> headers = new LinkedHashMap<>();

    private final Map<String, Change> query = new LinkedHashMap<>();

    private Optional<byte[]> body = Optional.empty();

    private final Map<String, Header> responseHeaders = new LinkedHashMap<>();

    void add(RequestRewrite rewrite) {
        this.path = rewrite.path().or(() -> this.path);
        rewrite.headers().forEach((change) -> this.headers.put(lowerCase(change.name()), change));
        rewrite.query().forEach((change) -> this.query.put(change.name(), change));
        this.body = rewrite.body().or(() -> this.body);
        rewrite.responseHeaders().forEach((header) -> this.responseHeaders.put(lowerCase(header.name()), header));
    }

    Optional<byte[]> body() {
        return this.body;
    }

    RequestRewrite build() {
        return new RequestRewrite(this.path, List.copyOf(this.headers.values()), List.copyOf(this.query.values()),
                this.body, new ArrayList<>(this.responseHeaders.values()));
    }

    private static String lowerCase(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

}
