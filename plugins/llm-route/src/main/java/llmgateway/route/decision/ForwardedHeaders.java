package llmgateway.route.decision;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import llmgateway.core.http.Header;
import llmgateway.core.http.Headers;
import llmgateway.core.trace.CallTrace;

/** The headers of a request that the relay sends. */
final class ForwardedHeaders {

    private static final Header JSON = new Header("content-type", "application/json");

    /** RFC 9110, 7.6.1, and what the HTTP client writes itself. */
    private static final Set<String> NOT_FORWARDED = Set.of("connection", "keep-alive", "proxy-connection",
            "proxy-authenticate", "te", "trailer", "transfer-encoding", "upgrade", "host", "content-length", "expect");

    /**
     * Of the caller's own trace, which is no provider's business; what a provider is told
     * is among the gateway's headers.
     */
    private static final Set<String> TRACE = Set.of(CallTrace.TRACEPARENT, CallTrace.TRACESTATE, "baggage");

    private ForwardedHeaders() {
    }

    static Headers of(UpstreamCall call) {
        return new Headers(call.speaksAnotherApi() ? ofTranslated(call) : ofClient(call));
    }

    /** The client's speak of its own API. */
    private static List<Header> ofTranslated(UpstreamCall call) {
        List<Header> headers = new ArrayList<>();
        headers.add(JSON);
        headers.addAll(call.gatewayHeaders());
        return headers;
    }

    /**
     * The client's that may be forwarded, and the gateway's in place of any of their
     * name.
     */
    private static List<Header> ofClient(UpstreamCall call) {
        Collection<Header> ours = call.gatewayHeaders();
        Set<String> dropped = new HashSet<>(NOT_FORWARDED);
        dropped.addAll(TRACE);
        ours.forEach((header) -> dropped.add(header.name()));
        Headers clients = call.request().head().headers();
        for (String connection : clients.all("connection")) {
            for (String name : connection.split(",", -1)) {
                dropped.add(name.strip().toLowerCase(Locale.ROOT));
            }
        }
        List<Header> headers = new ArrayList<>(clients.lines().size() + ours.size());
        for (Header header : clients.lines()) {
            String name = header.name().toLowerCase(Locale.ROOT);
            if (!dropped.contains(name) && !ForbiddenHeaders.contains(name)) {
                headers.add(header);
            }
        }
        headers.addAll(ours);
        return headers;
    }

}
