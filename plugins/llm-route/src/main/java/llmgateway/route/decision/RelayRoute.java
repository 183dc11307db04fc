package llmgateway.route.decision;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import llmgateway.core.call.OwnedHeaders;
import llmgateway.core.call.Proxy;
import llmgateway.core.call.Ticket;
import llmgateway.core.call.Way;
import llmgateway.core.http.Header;
import llmgateway.core.http.Headers;
import llmgateway.core.http.RequestRewrite;
import llmgateway.core.http.RequestRewrite.Change;
import llmgateway.core.upstream.RelayPlan;
import llmgateway.core.upstream.Routed;

/** Plans a call for the relay. */
final class RelayRoute {

    private static final String RELAY_PATH = "/relay";

    private final String relayUpstream;

    /**
     * @param relayUpstream id of the gateway's upstream that leads to the relay
     */
    RelayRoute(String relayUpstream) {
        this.relayUpstream = relayUpstream;
    }

    /**
     * @param attempts in the order to try; at least one
     */
    Decision.Relay of(RouteRequest request, List<RoutedAttempt> attempts, Routed routed) {
        RelayPlan plan = new RelayPlan(request.call(), routed.ticket(), request.body().bytes(), attempts,
                request.settings().retries(), answerHeaders(request));
        RequestRewrite rewrite = (request.proxy() == Proxy.RELAY) ? RequestRewrite.NONE
                : rewriteToRelay(request, routed.ticket());
        return new Decision.Relay(routed, plan, rewrite, attempts.stream().anyMatch(RoutedAttempt::isLimitable));
    }

    /** Who answers is known only when an attempt is made. */
    private static Headers answerHeaders(RouteRequest request) {
        return Headers.of(new Header(OwnedHeaders.CALL_ID, request.call().id().value()),
                new Header(OwnedHeaders.WAY, Way.RELAY.word()));
    }

    private RequestRewrite rewriteToRelay(RouteRequest request, Ticket ticket) {
        List<Change> headers = new ArrayList<>();
        DirectRoute.addRemovals(headers, request);
        headers.add(DirectRoute.set(OwnedHeaders.UPSTREAM, this.relayUpstream));
        headers.add(DirectRoute.set(OwnedHeaders.TICKET, ticket.value()));
        return new RequestRewrite(Optional.of(RELAY_PATH), headers, ClientQuery.removals(request), Optional.empty(),
                List.of());
    }

}
