package llmgateway.e2e.gateway;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import llmgateway.core.http.Header;
import llmgateway.core.http.Headers;
import llmgateway.e2e.gateway.wire.RunnerMessage.Entry;
import llmgateway.e2e.gateway.wire.RunnerMessage.Rewrite;

/**
 * A client's request on its way to an upstream, with a runner's rewrite applied as
 * {@code init.lua} does.
 *
 * @param path decoded
 * @param args by name, repeats in order; {@code Optional.empty()} for {@code ?flag}
 * @param headers request headers
 * @param host what {@code upstream_host} is
 * @param responseHeaders to set on the answer
 */
record ProxiedRequest(String method, String path, Map<String, List<Optional<String>>> args, Headers headers,
        String host, byte[] body, List<Header> responseHeaders) {

    /** Response headers of a Rewrite that APISIX leaves out. */
    private static final Set<String> EXCLUDED = Set.of("connection", "content-length", "transfer-encoding", "location",
            "server", "www-authenticate", "content-encoding", "content-type", "content-location", "content-language");

    ProxiedRequest apply(Rewrite rewrite) {
        Headers changed = this.headers;
        String newHost = this.host;
        for (Entry entry : rewrite.headers()) {
            // Setting replaces every line of the name, so the last entry wins.
            changed = entry.value().isPresent() ? changed.with(entry.name(), entry.value().get())
                    : changed.without(entry.name());
            if (entry.name().toLowerCase(Locale.ROOT).equals("host")) {
                newHost = entry.value().orElse("");
            }
        }
        byte[] newBody = (rewrite.body().length > 0) ? rewrite.body() : this.body;
        return new ProxiedRequest(this.method, rewrite.path().orElse(this.path), applied(rewrite.args()), changed,
                newHost, newBody, responseHeaders(rewrite.responseHeaders()));
    }

    /** Path and query as on nginx's request line to the upstream. */
    String target() {
        String query = QueryString.encode(this.args);
        return escaped(this.path) + (query.isEmpty() ? "" : "?" + query);
    }

    private Map<String, List<Optional<String>>> applied(List<Entry> entries) {
        Map<String, List<Optional<String>>> changed = new LinkedHashMap<>(this.args);
        Set<String> set = new LinkedHashSet<>();
        for (Entry entry : entries) {
            if (entry.value().isEmpty()) {
                changed.remove(entry.name());
                continue;
            }
            if (set.add(entry.name()) || !changed.containsKey(entry.name())) {
                changed.put(entry.name(), List.of(entry.value()));
                continue;
            }
            List<Optional<String>> values = new ArrayList<>(changed.get(entry.name()));
            values.add(entry.value());
            changed.put(entry.name(), values);
        }
        return changed;
    }

    private static List<Header> responseHeaders(List<Entry> entries) {
        return entries.stream()
            .filter((entry) -> !EXCLUDED.contains(entry.name().toLowerCase(Locale.ROOT)))
            .map((entry) -> new Header(entry.name(), entry.value().orElse("")))
            .toList();
    }

    /** {@code ngx_escape_uri} of type 0: keeps slashes, escapes {@code ?}. */
    private static String escaped(String path) {
        StringBuilder escaped = new StringBuilder(path.length() + 16);
        for (byte signed : path.getBytes(StandardCharsets.UTF_8)) {
            int value = signed & 0xFF;
            if (value <= ' ' || value >= 0x7F || value == '#' || value == '%' || value == '?') {
                escaped.append('%').append(String.format("%02X", value));
            }
            else {
                escaped.append((char) value);
            }
        }
        return escaped.toString();
    }

}
