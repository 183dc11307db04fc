package llmgateway.route.decision;

import java.util.List;
import java.util.Optional;

import llmgateway.core.call.Call;
import llmgateway.core.call.Proxy;
import llmgateway.core.http.Header;
import llmgateway.core.http.RequestHead;
import llmgateway.core.model.OriginalModel;
import llmgateway.core.trace.CallTrace;
import llmgateway.dialect.request.RequestBody;
import llmgateway.route.settings.RouteSettings;
import llmgateway.route.settings.RouteSettings.Stickiness;

/**
 * All that is known about a call when it is routed.
 *
 * @param trace of the call; empty where it belongs to none
 * @param traceHeaders what the provider is told of it
 */
public record RouteRequest(Call call, RequestBody body, RequestHead head, Proxy proxy, RouteSettings settings,
        Optional<CallTrace> trace, List<Header> traceHeaders) {

    public RouteRequest {
        traceHeaders = List.copyOf(traceHeaders);
    }

    /** The model that the client names, or else the route's default. */
    Optional<OriginalModel> model() {
        return this.call.model().or(this.settings::defaultModel);
    }

    /** What binds the call to a target; empty where nothing does. */
    Optional<String> stickyKey() {
        return this.settings.stickiness().flatMap((stickiness) -> switch (stickiness) {
            case Stickiness.ByConsumer consumer -> this.call.caller().consumer();
            case Stickiness.ByHeader header -> this.head.headers().first(header.name());
        });
    }

}
