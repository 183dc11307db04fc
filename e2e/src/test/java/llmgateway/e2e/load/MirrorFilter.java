package llmgateway.e2e.load;

import java.util.Set;

import llmgateway.core.call.Exchange;
import llmgateway.core.http.RequestRewrite;
import org.apache.apisix.plugin.runner.HttpRequest;
import org.apache.apisix.plugin.runner.HttpResponse;
import org.apache.apisix.plugin.runner.PostRequest;
import org.apache.apisix.plugin.runner.PostResponse;
import org.apache.apisix.plugin.runner.filter.PluginFilter;
import org.apache.apisix.plugin.runner.filter.PluginFilterChain;

/**
 * Sends back all that it saw of a call: every request header as a response header, the
 * variable {@code call_name} as header, path, and body.
 */
public class MirrorFilter implements PluginFilter {

    public static final String NAME = "mirror";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void filter(HttpRequest request, HttpResponse response, PluginFilterChain chain) {
        Exchange exchange = (Exchange) request;
        exchange.fetch(Set.of("call_name"), true);
        RequestRewrite.Builder rewrite = RequestRewrite.builder()
            .path(exchange.head().path())
            .setHeader("x-call-name", exchange.variable("call_name").orElse("none"));
        exchange.head().headers().lines().forEach((line) -> rewrite.setResponseHeader(line.name(), line.value()));
        exchange.head().query().forEach((arg) -> rewrite.setQuery(arg.name(), arg.value().orElse("")));
        if (exchange.body().length > 0) {
            rewrite.body(exchange.body());
        }
        exchange.rewrite(rewrite.build());
        chain.filter(request, response);
    }

    @Override
    public void postFilter(PostRequest request, PostResponse response, PluginFilterChain chain) {
        chain.postFilter(request, response);
    }

}
