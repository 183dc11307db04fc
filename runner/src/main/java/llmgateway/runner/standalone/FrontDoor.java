package llmgateway.runner.standalone;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;

import llmgateway.core.call.CallId;
import llmgateway.core.call.OwnedHeaders;
import llmgateway.core.call.Proxy;
import llmgateway.core.error.Reject;
import llmgateway.core.error.Rejects;
import llmgateway.core.http.DirectResponse;
import llmgateway.core.http.Header;
import llmgateway.core.http.Headers;
import llmgateway.core.http.RequestHead;
import llmgateway.core.upstream.RelayPlan;
import llmgateway.relay.Relay;
import llmgateway.runner.http.HttpResponse;
import llmgateway.runner.http.HttpService;
import llmgateway.runner.pipeline.Outcome;
import llmgateway.runner.pipeline.Pipeline;
import llmgateway.runner.pipeline.RefusalWriter;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.Request;

/**
 * One request after the other: who calls, what the plugins decide, and where the answer
 * comes from. Thread-safe.
 */
final class FrontDoor implements HttpService {

    private static final String HEALTH = "/health";

    private static final String ROUTE = "standalone";

    private final Authenticator authenticator;

    private final BodyReader bodies;

    private final Pipeline pipeline;

    private final Relay relay;

    private final RefusalWriter refusals;

    private final Semaphore free;

    FrontDoor(Authenticator authenticator, BodyReader bodies, Pipeline pipeline, Relay relay, RefusalWriter refusals,
            int maxRequests) {
        this.authenticator = authenticator;
        this.bodies = bodies;
        this.pipeline = pipeline;
        this.relay = relay;
        this.refusals = refusals;
        this.free = new Semaphore(maxRequests);
    }

    @Override
    public void answer(Request request, HttpResponse response) throws IOException {
        CallId id = CallId.random(ThreadLocalRandom.current());
        String rawPath = Optional.ofNullable(request.getHttpURI().getPath()).orElse("");
        if (rawPath.equals(HEALTH) && (request.getMethod().equals("GET") || request.getMethod().equals("HEAD"))) {
            response.send(healthy());
            return;
        }
        RequestHead unread = new RequestHead(request.getMethod(), rawPath, List.of(), headersOf(request));
        if (!this.free.tryAcquire()) {
            refuse(Rejects.gatewayBusy(), id, unread, response);
            return;
        }
        try {
            receive(request, id, unread, response);
        }
        finally {
            this.free.release();
        }
    }

    private static DirectResponse healthy() {
        return new DirectResponse(200, Headers.of(new Header("content-type", "application/json")),
                "{\"status\":\"UP\"}".getBytes(StandardCharsets.UTF_8));
    }

    private void receive(Request request, CallId id, RequestHead unread, HttpResponse response) throws IOException {
        String rawQuery = Optional.ofNullable(request.getHttpURI().getQuery()).orElse("");
        Optional<RequestTarget> target = RequestTarget.parse(unread.path(), rawQuery);
        boolean oldWithChunks = request.getConnectionMetaData().getHttpVersion() != HttpVersion.HTTP_1_1
                && request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING);
        if (target.isEmpty() || oldWithChunks) {
            refuse(Rejects.malformedRequest(400), id, unread, response);
            return;
        }
        switch (this.authenticator.authenticate(unread.headers())) {
            case Authenticator.Result.Refused(Reject reject) -> refuse(reject, id, unread, response);
            case Authenticator.Result.Known(Consumer consumer) -> {
                RequestHead head = new RequestHead(unread.method(), target.get().path(), target.get().query(),
                        vouchedFor(unread.headers()));
                admit(request, consumer, head, variables(request, head, rawQuery, consumer), id, response);
            }
        }
    }

    private void admit(Request request, Consumer consumer, RequestHead head, Map<String, String> variables, CallId id,
            HttpResponse response) throws IOException {
        switch (this.bodies.read(request)) {
            case BodyReader.Result.Refused(Reject reject) -> refuse(reject, id, head, response);
            case BodyReader.Result.Whole(byte[] body) -> {
                ServedCall call = new ServedCall(head, Request.getRemoteAddr(request), variables, body);
                serve(consumer, call, id, response);
            }
        }
    }

    private void serve(Consumer consumer, ServedCall call, CallId id, HttpResponse response) throws IOException {
        switch (this.pipeline.run(consumer.chain(), call, id, Proxy.RELAY)) {
            case Outcome.Respond(DirectResponse decided) -> response.send(decided);
            case Outcome.Forward forward -> {
                Optional<RelayPlan> plan = forward.exchange().find(RelayPlan.class);
                if (plan.isPresent()) {
                    this.relay.forward(withResponseHeaders(plan.get(), forward), response);
                }
                else {
                    refuse(Rejects.misconfigured("llm-route"), id, call.head(), response);
                }
            }
            case Outcome.Abandoned abandoned -> refuse(Rejects.internalError(), id, call.head(), response);
        }
    }

    private static RelayPlan withResponseHeaders(RelayPlan plan, Outcome.Forward forward) {
        Headers headers = plan.responseHeaders();
        for (Header line : forward.rewrite().responseHeaders()) {
            headers = headers.with(line.name(), line.value());
        }
        return plan.withResponseHeaders(headers);
    }

    private void refuse(Reject reject, CallId id, RequestHead head, HttpResponse response) throws IOException {
        response.send(this.refusals.write(reject, id, Optional.of(head)));
    }

    private static Headers headersOf(Request request) {
        List<Header> lines = new ArrayList<>(request.getHeaders().size());
        for (HttpField field : request.getHeaders()) {
            lines.add(new Header(field.getName(), Optional.ofNullable(field.getValue()).orElse("")));
        }
        return new Headers(lines);
    }

    /** Without what only a gateway may say, and without the client's key. */
    private static Headers vouchedFor(Headers headers) {
        return new Headers(headers.lines().stream().filter((line) -> !isGatewaysOwn(line.name())).toList());
    }

    private static boolean isGatewaysOwn(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.startsWith("x-consumer-") || lower.startsWith("x-credential-") || lower.equals("authorization")
                || lower.equals("x-api-key") || lower.equals("x-goog-api-key")
                || name.equalsIgnoreCase(OwnedHeaders.UPSTREAM) || name.equalsIgnoreCase(OwnedHeaders.TICKET);
    }

    private static Map<String, String> variables(Request request, RequestHead head, String rawQuery,
            Consumer consumer) {
        Map<String, String> variables = new HashMap<>();
        variables.put("consumer_name", consumer.name());
        consumer.group().ifPresent((group) -> variables.put("consumer_group_id", group));
        variables.put("route_id", ROUTE);
        variables.put("remote_addr", Request.getRemoteAddr(request));
        variables.put("remote_port", Integer.toString(Request.getRemotePort(request)));
        variables.put("request_method", head.method());
        variables.put("uri", head.path());
        variables.put("request_uri", request.getHttpURI().getPathQuery());
        variables.put("args", rawQuery);
        variables.put("scheme", request.getHttpURI().getScheme());
        variables.put("host", Request.getServerName(request));
        return variables;
    }

}
