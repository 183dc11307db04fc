package llmgateway.e2e.golden;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import llmgateway.core.call.Exchange;
import llmgateway.core.http.RequestRewrite;
import org.apache.apisix.plugin.runner.HttpRequest;
import org.apache.apisix.plugin.runner.HttpResponse;
import org.apache.apisix.plugin.runner.filter.PluginFilter;
import org.apache.apisix.plugin.runner.filter.PluginFilterChain;

/** Does what the runner of the recordings in {@code golden/frames} did. */
class RecordedRouteFilter implements PluginFilter {

    private final Queue<String> settingsSeen = new ConcurrentLinkedQueue<>();

    /** The plugin's settings under which calls came, in order. */
    Queue<String> settingsSeen() {
        return this.settingsSeen;
    }

    @Override
    public String name() {
        return "llm-route";
    }

    @Override
    public void filter(HttpRequest request, HttpResponse response, PluginFilterChain chain) {
        this.settingsSeen.add(request.getConfig(this));
        Exchange exchange = (Exchange) request;
        RequestRewrite.Builder rewrite = RequestRewrite.builder()
            .setHeader("X-LLM-Upstream", "1")
            .setHeader("Authorization", "Bearer sk-upstream");
        if (exchange.body().length > 0) {
            rewrite.body(exchange.body());
        }
        exchange.rewrite(rewrite.build());
        chain.filter(request, response);
    }

}
