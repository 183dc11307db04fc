package llmgateway.route.decision;

import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import llmgateway.core.call.OwnedHeaders;
import llmgateway.core.call.Proxy;
import llmgateway.core.call.Ticket;
import llmgateway.core.http.Header;
import llmgateway.core.http.Headers;
import llmgateway.core.http.RequestRewrite;
import llmgateway.core.http.RequestRewrite.Change;
import llmgateway.core.upstream.ProviderKey;
import llmgateway.core.upstream.RelayPlan;
import llmgateway.core.upstream.RelayPlan.UsageChunk;
import llmgateway.core.upstream.Routed;
import llmgateway.core.upstream.UpstreamRequest;
import llmgateway.route.catalogue.Provider;

/** Plans a call for the relay. */
final class RelayRoute {

    static final String WAY = "relay";

    private static final String RELAY_PATH = "/relay";

    /** RFC 9110, 7.6.1, and what the HTTP client writes itself. */
    private static final Set<String> NOT_FORWARDED = Set.of("connection", "keep-alive", "proxy-connection",
            "proxy-authenticate", "te", "trailer", "transfer-encoding", "upgrade", "host", "content-length", "expect");

    private final String relayUpstream;

    private final Optional<URI> relayThrough;

    /**
     * @param relayUpstream id of the gateway's upstream that leads to the relay
     * @param relayThrough below which the gateway has a route to each provider by its
     * name; empty where the relay goes to providers itself
     */
    RelayRoute(String relayUpstream, Optional<URI> relayThrough) {
        this.relayUpstream = relayUpstream;
        this.relayThrough = relayThrough;
    }

    Decision.Relay of(UpstreamCall call, Routed routed, UsageChunk usageChunk) {
        RouteRequest request = call.request();
        UpstreamRequest attempt = new UpstreamRequest(call.target(), call.key().map(ProviderKey::name),
                request.head().method(), uri(call), new Headers(headers(call)), call.body());
        RelayPlan plan = new RelayPlan(request.call(), routed.ticket(), List.of(attempt), usageChunk,
                new Headers(call.answerHeaders(WAY)));
        RequestRewrite rewrite = (request.proxy() == Proxy.RELAY) ? RequestRewrite.NONE
                : rewriteToRelay(request, routed.ticket());
        return new Decision.Relay(routed, plan, rewrite, call.limitable());
    }

    private RequestRewrite rewriteToRelay(RouteRequest request, Ticket ticket) {
        List<Change> headers = new ArrayList<>();
        DirectRoute.addRemovals(headers, request);
        headers.add(DirectRoute.set(OwnedHeaders.UPSTREAM, this.relayUpstream));
        headers.add(DirectRoute.set(OwnedHeaders.TICKET, ticket.value()));
        return new RequestRewrite(Optional.of(RELAY_PATH), headers, ClientQuery.removals(request), Optional.empty(),
                List.of());
    }

    private URI uri(UpstreamCall call) {
        StringBuilder uri = new StringBuilder(128).append(origin(call.provider().provider())).append(call.path());
        call.provider().paths().apiVersion().ifPresent((version) -> uri.append("?api-version=").append(version));
        if (ClientQuery.asksForBeta(call.request())) {
            uri.append("?beta=true");
        }
        return URI.create(uri.toString());
    }

    /** What stands before the path from the provider's root. */
    private String origin(Provider provider) {
        URI base = provider.baseUrl();
        return this.relayThrough.map((through) -> through + "/" + provider.name())
            .orElseGet(() -> base.getScheme() + "://" + base.getRawAuthority());
    }

    /**
     * The client's that may be forwarded, and the gateway's in place of any of their
     * name.
     */
    private static List<Header> headers(UpstreamCall call) {
        Collection<Header> ours = call.gatewayHeaders();
        Set<String> dropped = new HashSet<>(NOT_FORWARDED);
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
