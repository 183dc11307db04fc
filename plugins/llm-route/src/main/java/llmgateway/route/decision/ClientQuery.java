package llmgateway.route.decision;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import llmgateway.core.call.Call;
import llmgateway.core.call.Dialect;
import llmgateway.core.call.Endpoint;
import llmgateway.core.http.QueryArgument;
import llmgateway.core.http.RequestRewrite.Change;

/** What of a client's query a provider gets: nothing but what the endpoint documents. */
final class ClientQuery {

    /** Anthropic's SDKs send it for beta features. */
    private static final QueryArgument BETA = new QueryArgument("beta", Optional.of("true"));

    /** Gemini streams the elements of an array without it. */
    private static final QueryArgument EVENTS = new QueryArgument("alt", Optional.of("sse"));

    private ClientQuery() {
    }

    static boolean asksForBeta(RouteRequest request) {
        return isAnthropic(request.call()) && request.head().query().contains(BETA);
    }

    /** Whether a stream, if one is asked for, may be told in events. */
    static boolean streamsEvents(RouteRequest request) {
        return request.call().endpoint() != Endpoint.GENERATE_CONTENT || !request.call().stream()
                || request.head().query().contains(EVENTS);
    }

    /** Takes every argument away that the provider must not get. */
    static List<Change> removals(RouteRequest request) {
        Set<String> names = new LinkedHashSet<>();
        for (QueryArgument argument : request.head().query()) {
            if (!isAnthropic(request.call()) || !argument.equals(BETA)) {
                names.add(argument.name());
            }
        }
        return names.stream().map((name) -> new Change(name, Optional.empty())).toList();
    }

    private static boolean isAnthropic(Call call) {
        return call.endpoint().dialect() == Dialect.ANTHROPIC;
    }

}
