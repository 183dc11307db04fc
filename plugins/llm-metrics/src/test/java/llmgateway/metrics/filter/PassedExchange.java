package llmgateway.metrics.filter;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.github.api7.A6.HTTPReqCall.Req;
import llmgateway.core.call.CallId;
import llmgateway.core.call.Exchange;
import llmgateway.core.call.Proxy;
import llmgateway.core.error.Reject;
import llmgateway.core.http.DirectResponse;
import llmgateway.core.http.RequestHead;
import llmgateway.core.http.RequestRewrite;
import org.apache.apisix.plugin.runner.HttpRequest;
import org.apache.apisix.plugin.runner.filter.PluginFilter;

/** A call that others have left values on; the gateway is asked for nothing. */
final class PassedExchange extends HttpRequest implements Exchange {

    final List<DirectResponse> responses = new ArrayList<>();

    final List<Reject> refusals = new ArrayList<>();

    final List<Runnable> undone = new ArrayList<>();

    private final String settings;

    private final Map<Class<?>, Object> values = new HashMap<>();

    PassedExchange(String settings) {
        super(new Req());
        this.settings = settings;
    }

    @Override
    public String getConfig(PluginFilter filter) {
        return this.settings;
    }

    @Override
    public CallId callId() {
        return new CallId("call_1");
    }

    @Override
    public Proxy proxy() {
        return Proxy.GATEWAY;
    }

    @Override
    public RequestHead head() {
        throw new AssertionError("not to be looked at");
    }

    @Override
    public void fetch(Set<String> names, boolean withBody) {
        throw new AssertionError("the gateway is not to be asked");
    }

    @Override
    public Optional<String> variable(String name) {
        throw new AssertionError("the gateway is not to be asked");
    }

    @Override
    public byte[] body() {
        throw new AssertionError("the gateway is not to be asked");
    }

    @Override
    public void rewrite(RequestRewrite rewrite) {
        throw new AssertionError("nothing is to be rewritten");
    }

    @Override
    public void respond(DirectResponse response) {
        this.responses.add(response);
    }

    @Override
    public void refuse(Reject reject) {
        this.refusals.add(reject);
    }

    @Override
    public <T> void put(Class<T> type, T value) {
        this.values.put(type, value);
    }

    @Override
    public <T> Optional<T> find(Class<T> type) {
        return Optional.ofNullable(this.values.get(type)).map(type::cast);
    }

    @Override
    public void ifNotForwarded(Runnable action) {
        this.undone.add(action);
    }

}
