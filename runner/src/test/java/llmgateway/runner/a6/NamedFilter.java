package llmgateway.runner.a6;

import java.util.List;

import org.apache.apisix.plugin.runner.HttpRequest;
import org.apache.apisix.plugin.runner.HttpResponse;
import org.apache.apisix.plugin.runner.filter.PluginFilter;
import org.apache.apisix.plugin.runner.filter.PluginFilterChain;

/** A filter with what it does given by the test. */
record NamedFilter(String name, List<String> requiredVars, Action action) implements PluginFilter {

    NamedFilter(String name, Action action) {
        this(name, List.of(), action);
    }

    @Override
    public void filter(HttpRequest request, HttpResponse response, PluginFilterChain chain) {
        try {
            this.action.run(request, response, chain);
        }
        catch (InterruptedException ex) {
            throw new IllegalStateException(ex);
        }
    }

    interface Action {

        void run(HttpRequest request, HttpResponse response, PluginFilterChain chain) throws InterruptedException;

    }

}
