package llmgateway.runner.standalone;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

import llmgateway.core.call.Exchange;
import llmgateway.core.http.DirectResponse;
import llmgateway.core.http.Header;
import llmgateway.core.http.Headers;
import llmgateway.core.http.RequestHead;
import org.apache.apisix.plugin.runner.HttpRequest;
import org.apache.apisix.plugin.runner.HttpResponse;
import org.apache.apisix.plugin.runner.filter.PluginFilter;
import org.apache.apisix.plugin.runner.filter.PluginFilterChain;

/** Answers with who called and how large the body was; keeps the heads it saw. */
final class EchoFilter implements PluginFilter {

    final List<RequestHead> seen = new CopyOnWriteArrayList<>();

    @Override
    public String name() {
        return "echo";
    }

    @Override
    public void filter(HttpRequest request, HttpResponse response, PluginFilterChain chain) {
        Exchange exchange = (Exchange) request;
        exchange.fetch(Set.of("consumer_name", "consumer_group_id", "route_id"), true);
        this.seen.add(exchange.head());
        String text = exchange.variable("consumer_name").orElse("nobody") + " of "
                + exchange.variable("consumer_group_id").orElse("none") + " on "
                + exchange.variable("route_id").orElse("none") + " sent " + exchange.body().length;
        exchange.respond(new DirectResponse(200, Headers.of(new Header("content-type", "text/plain")),
                text.getBytes(StandardCharsets.UTF_8)));
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
