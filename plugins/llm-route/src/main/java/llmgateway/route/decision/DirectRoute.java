package llmgateway.route.decision;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import llmgateway.core.call.OwnedHeaders;
import llmgateway.core.call.Way;
import llmgateway.core.http.Header;
import llmgateway.core.http.QueryArgument;
import llmgateway.core.http.RequestRewrite;
import llmgateway.core.http.RequestRewrite.Change;
import llmgateway.core.upstream.Routed;
import llmgateway.dialect.request.RequestBody;

/** Turns the client's request into the provider's, for the gateway to proxy. */
final class DirectRoute {

    private static final List<Change> REMOVALS = ForbiddenHeaders.NAMES.stream().map(DirectRoute::remove).toList();

    private DirectRoute() {
    }

    static Decision.Direct of(UpstreamCall call, Routed routed) {
        List<Change> headers = new ArrayList<>(REMOVALS.size() + 12);
        addRemovals(headers, call.request());
        headers.add(set("host", call.provider().provider().baseUrl().getRawAuthority()));
        headers.add(set(OwnedHeaders.UPSTREAM, call.provider().provider().upstream()));
        headers.add(set(OwnedHeaders.TICKET, routed.ticket().value()));
        for (Header header : call.gatewayHeaders()) {
            headers.add(set(header.name(), header.value()));
        }
        List<Change> query = new ArrayList<>(ClientQuery.removals(call.request()));
        for (QueryArgument argument : call.location().query()) {
            query.add(set(argument.name(), argument.value().orElse("")));
        }
        return new Decision.Direct(routed, new RequestRewrite(Optional.of(call.location().path()), headers, query,
                changedBody(call), call.answerHeaders(Way.DIRECT)), call.limitable());
    }

    private static Optional<byte[]> changedBody(UpstreamCall call) {
        RequestBody body = call.request().body();
        byte[] edited = body.edited(call.edits());
        return Arrays.equals(edited, body.bytes()) ? Optional.empty() : Optional.of(edited);
    }

    /** Takes away every header that no upstream may see. */
    static void addRemovals(List<Change> changes, RouteRequest request) {
        changes.addAll(REMOVALS);
        for (Header header : request.head().headers().lines()) {
            if (ForbiddenHeaders.containsBeyondNames(header.name())) {
                changes.add(remove(header.name()));
            }
        }
    }

    static Change set(String name, String value) {
        return new Change(name, Optional.of(value));
    }

    private static Change remove(String name) {
        return new Change(name, Optional.empty());
    }

}
