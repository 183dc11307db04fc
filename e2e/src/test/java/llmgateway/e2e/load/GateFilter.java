package llmgateway.e2e.load;

import java.util.concurrent.CountDownLatch;

import org.apache.apisix.plugin.runner.HttpRequest;
import org.apache.apisix.plugin.runner.HttpResponse;
import org.apache.apisix.plugin.runner.filter.PluginFilter;
import org.apache.apisix.plugin.runner.filter.PluginFilterChain;

/** Holds every call up until it is opened. */
class GateFilter implements PluginFilter {

    static final String NAME = "gate";

    private final CountDownLatch entered = new CountDownLatch(1);

    private final CountDownLatch open = new CountDownLatch(1);

    void awaitCall() throws InterruptedException {
        this.entered.await();
    }

    void open() {
        this.open.countDown();
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void filter(HttpRequest request, HttpResponse response, PluginFilterChain chain) {
        this.entered.countDown();
        try {
            this.open.await();
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
        chain.filter(request, response);
    }

}
