package llmgateway.route.filter;

import java.nio.charset.StandardCharsets;
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
import llmgateway.core.http.Headers;
import llmgateway.core.http.RequestHead;
import llmgateway.core.http.RequestRewrite;
import org.apache.apisix.plugin.runner.HttpRequest;
import org.apache.apisix.plugin.runner.filter.PluginFilter;

/**
 * A call whose gateway has variables and a body, and which remembers what was asked and
 * done.
 */
final class RecordedExchange extends HttpRequest implements Exchange {

    final List<String> fetches = new ArrayList<>();

    final List<RequestRewrite> rewrites = new ArrayList<>();

    final List<DirectResponse> responses = new ArrayList<>();

    /** What is to be done if the call is not forwarded after all. */
    final List<Runnable> undone = new ArrayList<>();

    private final String settings;

    private final RequestHead head;

    private final byte[] body;

    private final Map<String, String> variables;

    private final Map<Class<?>, Object> values = new HashMap<>();

    RecordedExchange(String settings, String method, String path, Headers headers, String body,
            Map<String, String> variables) {
        super(new Req());
        this.settings = settings;
        this.head = new RequestHead(method, path, List.of(), headers);
        this.body = body.getBytes(StandardCharsets.UTF_8);
        this.variables = variables;
    }

    String answer() {
        return new String(this.responses.getFirst().body(), StandardCharsets.UTF_8);
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
        return this.head;
    }

    @Override
    public void fetch(Set<String> names, boolean withBody) {
        this.fetches.add(names.stream().sorted().toList() + (withBody ? " and body" : ""));
    }

    @Override
    public Optional<String> variable(String name) {
        return Optional.ofNullable(this.variables.get(name));
    }

    @Override
    public byte[] body() {
        return this.body;
    }

    @Override
    public void rewrite(RequestRewrite rewrite) {
        this.rewrites.add(rewrite);
    }

    @Override
    public void respond(DirectResponse response) {
        this.responses.add(response);
    }

    @Override
    public void refuse(Reject reject) {
        throw new UnsupportedOperationException("llm-route writes its refusals itself");
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
