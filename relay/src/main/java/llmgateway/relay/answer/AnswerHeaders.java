package llmgateway.relay.answer;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import llmgateway.core.http.Header;
import llmgateway.core.http.Headers;

/** Decides which of a provider's response headers a client gets. */
final class AnswerHeaders {

    /**
     * Of one connection only (RFC 9110, 7.6.1), or a provider's word about its own origin
     * that a client would take for ours.
     */
    private static final Set<String> NOT_PASSED_ON = Set.of("connection", "keep-alive", "proxy-connection",
            "proxy-authenticate", "proxy-authentication-info", "te", "trailer", "transfer-encoding", "upgrade", "date",
            "server", "set-cookie", "set-cookie2", "alt-svc", "strict-transport-security", "clear-site-data",
            "public-key-pins", "nel", "report-to");

    private static final String CORS = "access-control-";

    private AnswerHeaders() {
    }

    /**
     * @param added replace the provider's of the same name
     */
    static Headers passedOn(Headers answer, KeyRedaction redaction, Headers added) {
        Set<String> dropped = new HashSet<>(NOT_PASSED_ON);
        for (String named : answer.all("connection")) {
            for (String name : named.split(",", -1)) {
                dropped.add(name.strip().toLowerCase(Locale.ROOT));
            }
        }
        added.lines().forEach((line) -> dropped.add(line.name().toLowerCase(Locale.ROOT)));
        List<Header> lines = new ArrayList<>();
        for (Header line : answer.lines()) {
            String name = line.name().toLowerCase(Locale.ROOT);
            if (!dropped.contains(name) && !name.startsWith(CORS) && !redaction.concerns(line.value())) {
                lines.add(line);
            }
        }
        lines.addAll(added.lines());
        return new Headers(lines);
    }

}
