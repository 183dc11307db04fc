package llmgateway.runner.pipeline;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

import io.github.api7.A6.HTTPReqCall.Req;
import llmgateway.core.call.CallId;
import llmgateway.core.call.Exchange;
import llmgateway.core.call.Proxy;
import llmgateway.core.error.Reject;
import llmgateway.core.http.DirectResponse;
import llmgateway.core.http.Header;
import llmgateway.core.http.QueryArgument;
import llmgateway.core.http.RequestHead;
import llmgateway.core.http.RequestRewrite;
import org.apache.apisix.plugin.runner.HttpRequest;
import org.apache.apisix.plugin.runner.HttpResponse;
import org.apache.apisix.plugin.runner.filter.PluginFilter;
import org.jspecify.annotations.Nullable;

/**
 * One call, as filters written against the SDK see it and as our own do. Reading gives
 * what the client sent, whatever was rewritten since; only the body is as earlier filters
 * left it.
 * <p>
 * Where it differs from the official runner: header names are found without case; a
 * variable or body is asked for when it is first read, declared or not; a variable the
 * gateway does not have is null; a body that is not there reads as empty; and a body that
 * a filter sets is sent to the upstream.
 */
public final class GatewayRequest extends HttpRequest implements Exchange {

    private final CallSource source;

    private final CallId callId;

    private final Proxy proxy;

    private final Map<String, String> settings;

    private final Extras extras;

    private final Decision decision;

    private final RefusalWriter refusals;

    private final GatewayResponse response;

    private final CallEnding ending = new CallEnding();

    private final Map<Class<?>, Object> values = new ConcurrentHashMap<>();

    private @Nullable Map<String, String> headers;

    private @Nullable Map<String, String> args;

    GatewayRequest(CallSource source, CallId callId, Proxy proxy, Map<String, String> settings, Extras extras,
            Decision decision, RefusalWriter refusals) {
        super(new Req());
        this.source = source;
        this.callId = callId;
        this.proxy = proxy;
        this.settings = settings;
        this.extras = extras;
        this.decision = decision;
        this.refusals = refusals;
        this.response = new GatewayResponse(source.requestId(), decision);
    }

    GatewayResponse response() {
        return this.response;
    }

    @Override
    public CallId callId() {
        return this.callId;
    }

    @Override
    public Proxy proxy() {
        return this.proxy;
    }

    @Override
    public RequestHead head() {
        return this.source.head();
    }

    @Override
    public void fetch(Set<String> variables, boolean body) {
        this.extras.fetch(variables, body);
    }

    @Override
    public Optional<String> variable(String name) {
        return this.extras.variable(name);
    }

    @Override
    public byte[] body() {
        return this.decision.rewrittenBody().orElseGet(this.extras::body);
    }

    @Override
    public void rewrite(RequestRewrite rewrite) {
        this.decision.rewrite(rewrite);
    }

    @Override
    public void respond(DirectResponse answer) {
        this.decision.respond(answer);
    }

    @Override
    public void refuse(Reject reject) {
        put(Reject.class, reject);
        respond(this.refusals.write(reject, this.callId, Optional.of(head())));
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
        this.ending.ifNotForwarded(action);
    }

    /** The call is not carried to an upstream. */
    void notForwarded() {
        this.ending.notForwarded();
    }

    @Override
    public @Nullable String getConfig(PluginFilter filter) {
        return this.settings.get(filter.name());
    }

    @Override
    public long getRequestId() {
        return this.source.requestId();
    }

    @Override
    public long getConfToken() {
        return this.source.confToken();
    }

    @Override
    public String getSourceIP() {
        return this.source.remoteAddress();
    }

    /**
     * @throws IllegalArgumentException for a method that the SDK has no word for
     */
    @Override
    public Method getMethod() {
        return Method.valueOf(head().method());
    }

    @Override
    public String getPath() {
        return head().path();
    }

    @Override
    public void setPath(@Nullable String path) {
        this.response.setPath(path);
    }

    /**
     * Names found without case; of repeated headers the last, as in the official runner.
     */
    @Override
    public Map<String, String> getHeaders() {
        Map<String, String> view = this.headers;
        if (view == null) {
            view = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            for (Header line : head().headers().lines()) {
                view.put(line.name(), line.value());
            }
            this.headers = view;
        }
        return view;
    }

    @Override
    public @Nullable String getHeader(@Nullable String name) {
        return (name != null) ? getHeaders().get(name) : null;
    }

    @Override
    public void setHeader(@Nullable String name, @Nullable String value) {
        this.response.setReqHeader(name, value);
    }

    /** Of repeated arguments the last; one without {@code =} has a null value. */
    @Override
    @SuppressWarnings("NullAway") // null values are the SDK's own contract, which it
                                  // cannot express
    public Map<String, String> getArgs() {
        Map<String, String> view = this.args;
        if (view == null) {
            view = new LinkedHashMap<>();
            for (QueryArgument argument : head().query()) {
                view.put(argument.name(), argument.value().orElse(null));
            }
            this.args = view;
        }
        return view;
    }

    @Override
    public @Nullable String getArg(String name) {
        return getArgs().get(name);
    }

    @Override
    public void setArg(@Nullable String name, @Nullable String value) {
        this.response.setArg(name, value);
    }

    @Override
    public @Nullable String getVars(@Nullable String name) {
        return (name != null) ? variable(name).orElse(null) : null;
    }

    /** As UTF-8; empty if there is none. */
    @Override
    public String getBody() {
        return getBody(StandardCharsets.UTF_8);
    }

    @Override
    public String getBody(Charset charset) {
        return new String(body(), charset);
    }

    /**
     * @throws IllegalArgumentException for an empty body: the gateway would send the
     * client's
     */
    @Override
    public void setBody(String body) {
        setBody(body.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * @throws IllegalArgumentException as {@link #setBody(String)}
     */
    @Override
    public void setBody(byte[] body) {
        this.decision.rewrite(RequestRewrite.builder().body(body).build());
    }

    /** The official runner's own business. */
    @Override
    public void initCtx(HttpResponse response, Map<String, String> config) {
        throw new UnsupportedOperationException();
    }

    /** The official runner's own business. */
    @Override
    public void setVars(Map<String, String> vars) {
        throw new UnsupportedOperationException();
    }

}
