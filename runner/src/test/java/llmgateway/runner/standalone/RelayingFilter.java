package llmgateway.runner.standalone;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import llmgateway.core.call.Call;
import llmgateway.core.call.Caller;
import llmgateway.core.call.Dialect;
import llmgateway.core.call.Endpoint;
import llmgateway.core.call.Exchange;
import llmgateway.core.call.Ticket;
import llmgateway.core.http.Header;
import llmgateway.core.http.Headers;
import llmgateway.core.model.RequestModel;
import llmgateway.core.upstream.RelayPlan;
import llmgateway.core.upstream.RetryRules;
import llmgateway.core.upstream.Target;
import llmgateway.core.upstream.UpstreamRequest;
import llmgateway.runner.FixedAttempt;
import org.apache.apisix.plugin.runner.HttpRequest;
import org.apache.apisix.plugin.runner.HttpResponse;
import org.apache.apisix.plugin.runner.filter.PluginFilter;
import org.apache.apisix.plugin.runner.filter.PluginFilterChain;

/** Plans every call for one provider. */
final class RelayingFilter implements PluginFilter {

    private final URI provider;

    RelayingFilter(URI provider) {
        this.provider = provider;
    }

    @Override
    public String name() {
        return "relaying";
    }

    @Override
    public void filter(HttpRequest request, HttpResponse response, PluginFilterChain chain) {
        Exchange exchange = (Exchange) request;
        Call call = new Call(exchange.callId(), Caller.UNKNOWN, Endpoint.CHAT_COMPLETIONS, Optional.empty(), true,
                OptionalLong.empty(), 1, Optional.empty(), Call.Labels.NONE);
        UpstreamRequest attempt = new UpstreamRequest(new Target("acme", Dialect.OPENAI, new RequestModel("m")),
                Endpoint.CHAT_COMPLETIONS, Optional.empty(), "POST", this.provider,
                Headers.of(new Header("content-type", "application/json")), exchange.body(),
                UpstreamRequest.UsageChunk.PASSED_ON, List.of());
        exchange.put(RelayPlan.class, new RelayPlan(call, new Ticket("0123456789abcdef0123456789abcdef"),
                exchange.body(), List.of(new FixedAttempt(attempt)), RetryRules.NONE, Headers.NONE));
        chain.filter(request, response);
    }

    @Override
    public List<String> requiredVars() {
        return List.of();
    }

    @Override
    public Boolean requiredBody() {
        return false;
    }

}
