package llmgateway.runner.pipeline;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import org.apache.apisix.plugin.runner.HttpRequest;
import org.apache.apisix.plugin.runner.HttpResponse;
import org.apache.apisix.plugin.runner.PostRequest;
import org.apache.apisix.plugin.runner.PostResponse;
import org.apache.apisix.plugin.runner.filter.PluginFilter;
import org.apache.apisix.plugin.runner.filter.PluginFilterChain;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rest of a call's filters, from one on. Continued at most once, and not past an
 * answer. Thread-safe: an asynchronous filter continues it from its own thread.
 */
final class CallChain extends PluginFilterChain {

    private static final Logger log = LoggerFactory.getLogger(CallChain.class);

    private final FilterRun run;

    private final AtomicBoolean continued = new AtomicBoolean();

    CallChain(List<PluginFilter> filters, FilterRun run) {
        super(filters);
        this.run = run;
    }

    private CallChain(CallChain previous) {
        super(previous, previous.getIndex() + 1);
        this.run = previous.run;
    }

    @Override
    public void filter(HttpRequest request, HttpResponse response) {
        proceed((filter, rest) -> filter.filter(request, response, rest));
    }

    @Override
    public void postFilter(PostRequest request, PostResponse response) {
        proceed((filter, rest) -> filter.postFilter(request, response, rest));
    }

    private void proceed(Step step) {
        if (!this.continued.compareAndSet(false, true)) {
            log.warn("{}: plugin '{}' continued its chain twice; the second time is ignored", this.run.callId(),
                    getFilters().get(getIndex() - 1).name());
        }
        else if (this.run.stopped() || getIndex() == getFilters().size()) {
            this.run.finished();
        }
        else {
            enter(getFilters().get(getIndex()), step);
        }
    }

    private void enter(PluginFilter filter, Step step) {
        this.run.entered(filter.name());
        try {
            step.run(filter, new CallChain(this));
        }
        catch (Throwable ex) {
            this.run.failed(filter.name(), ex);
            throw ex;
        }
        if (this.run.stopped()) {
            this.run.finished();
        }
    }

    private interface Step {

        void run(PluginFilter filter, CallChain rest);

    }

}
