package llmgateway.route.filter;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import llmgateway.core.call.Call;
import llmgateway.core.call.CallId;
import llmgateway.core.call.Caller;
import llmgateway.core.call.Dialect;
import llmgateway.core.call.Exchange;
import llmgateway.core.call.OwnedHeaders;
import llmgateway.core.error.Reject;
import llmgateway.core.error.Rejects;
import llmgateway.core.http.DirectResponse;
import llmgateway.core.plugin.SettingsCheck;
import llmgateway.core.trace.CallTrace;
import llmgateway.core.trace.CallTracing;
import llmgateway.core.upstream.RelayPlan;
import llmgateway.core.upstream.Routed;
import llmgateway.dialect.error.ErrorWriter;
import llmgateway.dialect.request.CallReader;
import llmgateway.dialect.request.CallReading;
import llmgateway.dialect.request.EndpointMatcher.Match;
import llmgateway.dialect.request.RequestBody;
import llmgateway.document.Problem;
import llmgateway.route.decision.Decision;
import llmgateway.route.decision.RouteRequest;
import llmgateway.route.decision.Router;
import llmgateway.route.live.LiveRoutingTable;
import llmgateway.route.settings.RouteSettings;
import llmgateway.route.settings.SettingsCache;
import llmgateway.route.settings.SettingsReading;
import org.apache.apisix.plugin.runner.HttpRequest;
import org.apache.apisix.plugin.runner.HttpResponse;
import org.apache.apisix.plugin.runner.filter.PluginFilter;
import org.apache.apisix.plugin.runner.filter.PluginFilterChain;

/**
 * The plugin {@code llm-route}: reads the call, decides where it goes, and tells the
 * gateway. What it needs of a request it asks for call by call.
 */
public final class LlmRouteFilter implements PluginFilter, SettingsCheck {

    public static final String NAME = "llm-route";

    private static final String CONSUMER = "consumer_name";

    private static final String CONSUMER_GROUP = "consumer_group_id";

    private static final String ROUTE = "route_id";

    private static final Set<String> VARIABLES = Set.of(CONSUMER, CONSUMER_GROUP, ROUTE);

    private static final byte[] NO_BODY = {};

    private final SettingsCache settings;

    private final CallReader callReader;

    private final Router router;

    private final LiveRoutingTable table;

    private final CallTracing tracing;

    private final ErrorWriter errors = new ErrorWriter();

    public LlmRouteFilter(SettingsCache settings, CallReader callReader, Router router, LiveRoutingTable table,
            CallTracing tracing) {
        this.settings = settings;
        this.callReader = callReader;
        this.router = router;
        this.table = table;
        this.tracing = tracing;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<String> requiredVars() {
        return List.of();
    }

    @Override
    public Boolean requiredBody() {
        return false;
    }

    @Override
    public List<String> problemsOf(String settings) {
        return switch (this.settings.get(settings)) {
            case SettingsReading.Usable usable -> List.of();
            case SettingsReading.Faulty faulty -> faulty.problems().stream().map(Problem::toString).toList();
        };
    }

    @Override
    public void filter(HttpRequest request, HttpResponse response, PluginFilterChain chain) {
        if (!(request instanceof Exchange exchange)) {
            throw new IllegalStateException(NAME + " needs a runner whose requests are an " + Exchange.class.getName());
        }
        String settingsText = Objects.requireNonNullElse(request.getConfig(this), "");
        if (passesOn(exchange, settingsText)) {
            chain.filter(request, response);
        }
    }

    private boolean passesOn(Exchange exchange, String settingsText) {
        return switch (this.settings.get(settingsText)) {
            case SettingsReading.Faulty faulty -> refuse(exchange, Dialect.OPENAI, Rejects.misconfigured(NAME));
            case SettingsReading.Usable usable -> switch (usable.endpoints()
                .match(exchange.head().method(), exchange.head().path(), exchange.head().headers())) {
                case Match.NotFound notFound -> refuse(exchange, notFound.dialect(), notFound.reject());
                case Match.Found found -> route(exchange, found, usable.settings());
            };
        };
    }

    private boolean route(Exchange exchange, Match.Found found, RouteSettings settings) {
        boolean hasBody = exchange.head().method().equals("POST");
        exchange.fetch(VARIABLES, hasBody);
        Caller caller = new Caller(exchange.variable(CONSUMER), exchange.variable(CONSUMER_GROUP),
                exchange.variable(ROUTE));
        byte[] body = hasBody ? exchange.body() : NO_BODY;
        CallReading reading = this.callReader.read(exchange.callId(), caller, found, exchange.head().headers(), body);
        return switch (reading) {
            case CallReading.Refused refused -> refuse(exchange, found.endpoint().dialect(), refused.reject());
            case CallReading.Accepted accepted ->
                decide(exchange, accepted.call().withOperatorTags(settings.tags()), accepted.body(), settings);
        };
    }

    private boolean decide(Exchange exchange, Call call, RequestBody body, RouteSettings settings) {
        exchange.put(Call.class, call);
        Optional<CallTrace> trace = this.tracing.begin(exchange.head().headers());
        trace.ifPresent((begun) -> exchange.put(CallTrace.class, begun));
        RouteRequest request = new RouteRequest(call, body, exchange.head(), exchange.proxy(), settings, trace,
                trace.map(this.tracing::providerHeaders).orElse(List.of()));
        return switch (this.router.decide(request, this.table.current())) {
            case Decision.Refuse refusal -> refuse(exchange, call.endpoint().dialect(), refusal.reject());
            case Decision.Answer answer -> {
                exchange.respond(withCallId(answer.response(), exchange.callId()));
                yield false;
            }
            case Decision.Direct direct -> {
                exchange.put(Routed.class, OutputLimits.withWriter(exchange, direct));
                exchange.rewrite(direct.rewrite());
                yield true;
            }
            case Decision.Relay relay -> {
                exchange.put(Routed.class, OutputLimits.withWriter(exchange, relay));
                exchange.put(RelayPlan.class, relay.plan());
                exchange.rewrite(relay.rewrite());
                yield true;
            }
        };
    }

    private static DirectResponse withCallId(DirectResponse answer, CallId id) {
        return new DirectResponse(answer.status(), answer.headers().with(OwnedHeaders.CALL_ID, id.value()),
                answer.body());
    }

    private boolean refuse(Exchange exchange, Dialect dialect, Reject reject) {
        exchange.put(Reject.class, reject);
        exchange.respond(this.errors.write(dialect, exchange.callId(), reject));
        return false;
    }

}
