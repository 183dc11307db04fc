package llmgateway.route.decision;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import llmgateway.core.call.CallId;
import llmgateway.core.call.Caller;
import llmgateway.core.call.Proxy;
import llmgateway.core.http.Header;
import llmgateway.core.http.Headers;
import llmgateway.core.http.QueryArgument;
import llmgateway.core.http.RequestHead;
import llmgateway.dialect.request.CallReader;
import llmgateway.dialect.request.CallReading;
import llmgateway.dialect.request.EndpointMatcher;
import llmgateway.dialect.request.RequestLimits;
import llmgateway.route.settings.RouteSettings;
import llmgateway.route.settings.SettingsReader;
import llmgateway.route.settings.SettingsReading;

/** A client's request in a test, read as the filter reads it. */
final class Requests {

    static final CallId CALL_ID = new CallId("call_00000000000000000000000000000001");

    private final String method;

    private final String path;

    private final byte[] body;

    private final List<Header> headers = new ArrayList<>();

    private final List<Header> traceHeaders = new ArrayList<>();

    private final List<QueryArgument> query = new ArrayList<>();

    private String settings = "";

    private Proxy proxy = Proxy.GATEWAY;

    private Optional<String> consumer = Optional.of("alice");

    private Requests(String method, String path, byte[] body) {
        this.method = method;
        this.path = path;
        this.body = body;
    }

    static Requests chat(String json) {
        return post("/v1/chat/completions", json);
    }

    static Requests post(String path, String json) {
        return post(path, "application/json", json.getBytes(StandardCharsets.UTF_8));
    }

    static Requests post(String path, String contentType, byte[] body) {
        return new Requests("POST", path, body).header("Content-Type", contentType);
    }

    static Requests get(String path) {
        return new Requests("GET", path, new byte[0]);
    }

    Requests header(String name, String value) {
        this.headers.add(new Header(name, value));
        return this;
    }

    Requests query(String name, String value) {
        this.query.add(new QueryArgument(name, Optional.of(value)));
        return this;
    }

    Requests settings(String json) {
        this.settings = json;
        return this;
    }

    Requests from(String consumer) {
        this.consumer = Optional.of(consumer);
        return this;
    }

    Requests tracedAs(String traceparent) {
        this.traceHeaders.add(new Header("traceparent", traceparent));
        return this;
    }

    Requests standalone() {
        this.proxy = Proxy.RELAY;
        return this;
    }

    RouteRequest read() {
        RequestHead head = new RequestHead(this.method, this.path, this.query, new Headers(this.headers));
        Caller caller = new Caller(this.consumer, Optional.empty(), Optional.of("llm"));
        EndpointMatcher.Match match = EndpointMatcher.withDefaults().match(this.method, this.path, head.headers());
        if (!(match instanceof EndpointMatcher.Match.Found found)) {
            throw new AssertionError("no endpoint: " + match);
        }
        return switch (new CallReader(RequestLimits.defaults()).read(CALL_ID, caller, found, head.headers(),
                this.body)) {
            case CallReading.Accepted accepted -> new RouteRequest(accepted.call(), accepted.body(), head, this.proxy,
                    readSettings(), Optional.empty(), this.traceHeaders);
            case CallReading.Refused refused -> throw new AssertionError("refused: " + refused.reject());
        };
    }

    private RouteSettings readSettings() {
        return switch (new SettingsReader().read(this.settings)) {
            case SettingsReading.Usable usable -> usable.settings();
            case SettingsReading.Faulty faulty -> throw new AssertionError("problems: " + faulty.problems());
        };
    }

}
