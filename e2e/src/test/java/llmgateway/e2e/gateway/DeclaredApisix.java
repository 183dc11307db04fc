package llmgateway.e2e.gateway;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

import llmgateway.apisix.object.ApisixObject;
import llmgateway.core.http.Header;
import llmgateway.core.http.Headers;
import llmgateway.e2e.gateway.ClientAnswer.By;
import llmgateway.e2e.gateway.wire.RunnerMessage;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * APISIX 3.18 that does what its objects say, as far as a call of the gateway meets it:
 * routes by URI and conditions, authentication, plugins merged from route, consumer group
 * and consumer, the runner, the choice of the upstream, the log. Answers are read whole.
 * Thread-safe.
 */
public final class DeclaredApisix implements Closeable {

    private final RunnerClient runner;

    private final Supplier<DeclaredObjects> objects;

    private final Map<String, String> environment;

    private final Surroundings surroundings;

    private final UpstreamProxy proxy = new UpstreamProxy();

    /**
     * @param objects asked at each call
     * @param environment what {@code $env://} refers to
     */
    public DeclaredApisix(Path runnerSocket, Supplier<DeclaredObjects> objects, Map<String, String> environment,
            Surroundings surroundings) {
        this.runner = new RunnerClient(runnerSocket);
        this.objects = objects;
        this.environment = Map.copyOf(environment);
        this.surroundings = surroundings;
    }

    /** A call at the listener for clients. */
    public ClientAnswer send(ClientRequest request) {
        return send(request, 9080, "203.0.113.7");
    }

    /**
     * A call at any listener.
     * @param peer where the connection comes from
     */
    public ClientAnswer send(ClientRequest request, int port, String peer) {
        DeclaredObjects current = this.objects.get();
        Map<String, String> connection = Map.of("server_port", Integer.toString(port), "realip_remote_addr", peer);
        Optional<ApisixObject> route = current.routes()
            .stream()
            .filter((candidate) -> serves(candidate.body(), request.target(), connection))
            .findFirst();
        return route.map((found) -> serve(current, found, request))
            .orElseGet(() -> own(404, "{\"error_msg\":\"404 Route Not Found\"}\n"));
    }

    /** The side that talks to the runner. */
    public RunnerClient runner() {
        return this.runner;
    }

    @Override
    public void close() {
        this.runner.close();
        this.proxy.close();
    }

    private static boolean serves(JsonNode route, String target, Map<String, String> connection) {
        List<String> uris = new ArrayList<>();
        route.path("uri").asStringOpt().ifPresent(uris::add);
        route.path("uris").forEach((uri) -> uris.add(uri.asString()));
        return uris.stream().anyMatch((uri) -> target.startsWith(uri.substring(0, uri.length() - 1)))
                && Conditions.hold(route.path("vars"), (name) -> Optional.ofNullable(connection.get(name)));
    }

    private ClientAnswer serve(DeclaredObjects current, ApisixObject route, ClientRequest request) {
        JsonNode plugins = route.body().path("plugins");
        if (plugins.has("client-control")
                && request.body().length > plugins.at("/client-control/max_body_size").asLong()) {
            return own(413, "<html>413 Request Entity Too Large</html>");
        }
        if (!plugins.has("multi-auth")) {
            ProxiedRequest incoming = IncomingCalls.read(request, "");
            return proxied(current, route.body().path("upstream_id").asString(), rewritten(plugins, incoming));
        }
        Optional<ApisixObject> consumer = keyHeaders(plugins)
            .flatMap((header) -> request.headers().first(header).stream())
            .flatMap((key) -> current.consumerOf((reference) -> key.equals(resolved(reference))).stream())
            .findFirst();
        return consumer.map((found) -> serve(current, route, found, request))
            .orElseGet(() -> own(401, "{\"message\":\"Authorization Failed\"}\n"));
    }

    private ClientAnswer serve(DeclaredObjects current, ApisixObject route, ApisixObject consumer,
            ClientRequest request) {
        Optional<String> group = consumer.body().path("group_id").asStringOpt();
        ObjectNode plugins = merged(route, group.flatMap(current::group), consumer);
        String name = consumer.key().id();
        ProxiedRequest incoming = IncomingCalls.read(hidden(plugins, request), name);
        PluginConf conf = conf(plugins);
        PluginAnswer answer = this.runner.call(route.key() + "&" + name + "#" + conf.hashCode(), conf,
                IncomingCalls.facts(incoming, route.key().id(), name, group));
        ProxiedRequest forwarded = incoming;
        Optional<ClientAnswer> stopped = Optional.empty();
        switch (answer) {
            case PluginAnswer.Unavailable _gone -> {
                return own(503, "<html>503 Service Temporarily Unavailable</html>");
            }
            case PluginAnswer.Verdict(RunnerMessage.Verdict verdict) -> {
                switch (verdict) {
                    case RunnerMessage.Unchanged _same -> {
                    }
                    case RunnerMessage.Rewrite rewrite -> forwarded = incoming.apply(rewrite);
                    case RunnerMessage.Stop stop -> stopped = Optional.of(ofRunner(stop));
                }
            }
        }
        ClientAnswer end;
        if (stopped.isPresent()) {
            end = stopped.get();
        }
        else {
            end = proxied(current, steered(plugins, route, forwarded), forwarded);
        }
        return logged(plugins, forwarded, end);
    }

    private static ObjectNode merged(ApisixObject route, Optional<ApisixObject> group, ApisixObject consumer) {
        ObjectNode plugins = (ObjectNode) route.body().path("plugins").deepCopy();
        group.ifPresent((found) -> found.body().path("plugins").forEachEntry(plugins::set));
        consumer.body().path("plugins").forEachEntry(plugins::set);
        return plugins;
    }

    private static Stream<String> keyHeaders(JsonNode plugins) {
        return plugins.at("/multi-auth/auth_plugins")
            .valueStream()
            .map((auth) -> auth.path("key-auth").path("header").asString());
    }

    private static ClientRequest hidden(JsonNode plugins, ClientRequest request) {
        Headers headers = request.headers();
        for (JsonNode auth : plugins.at("/multi-auth/auth_plugins")) {
            String header = auth.path("key-auth").path("header").asString();
            if (auth.at("/key-auth/hide_credentials").asBoolean(false)) {
                headers = headers.without(header);
            }
        }
        return new ClientRequest(request.method(), request.target(), headers, request.body());
    }

    private static PluginConf conf(JsonNode plugins) {
        return new PluginConf(plugins.at("/ext-plugin-post-req/conf")
            .valueStream()
            .map((entry) -> new PluginConf.Plugin(entry.path("name").asString(), entry.path("value").asString()))
            .toList());
    }

    /** {@code traffic-split}, which must run after the runner. */
    private static String steered(JsonNode plugins, ApisixObject route, ProxiedRequest request) {
        JsonNode split = plugins.path("traffic-split");
        if (split.at("/_meta/priority").asInt() >= -3000) {
            throw new IllegalStateException("traffic-split runs before ext-plugin-post-req");
        }
        for (JsonNode rule : split.path("rules")) {
            boolean matches = rule.path("match")
                .valueStream()
                .anyMatch((match) -> Conditions.hold(match.path("vars"),
                        (name) -> request.headers().first(name.substring("http_".length()))));
            if (matches) {
                return rule.at("/weighted_upstreams/0/upstream_id").asString();
            }
        }
        return route.body().path("upstream_id").asString();
    }

    /** {@code proxy-rewrite} with a pattern and a host. */
    private static ProxiedRequest rewritten(JsonNode plugins, ProxiedRequest request) {
        JsonNode rewrite = plugins.path("proxy-rewrite");
        String path = request.path()
            .replaceAll(rewrite.at("/regex_uri/0").asString(), rewrite.at("/regex_uri/1").asString());
        return new ProxiedRequest(request.method(), path, request.args(), request.headers(),
                rewrite.path("host").asString(), request.body(), List.of());
    }

    private ClientAnswer proxied(DeclaredObjects current, String upstream, ProxiedRequest request) {
        try (ClientAnswer answer = this.proxy.forward(this.surroundings.node(upstream, current.upstream(upstream)),
                request)) {
            return new ClientAnswer(By.UPSTREAM, answer.status(), answer.headers(),
                    new ByteArrayInputStream(answer.body().readAllBytes()));
        }
        catch (IOException ex) {
            return own(502, "<html>502 Bad Gateway</html>");
        }
    }

    /** {@code http-logger}. */
    private ClientAnswer logged(JsonNode plugins, ProxiedRequest request, ClientAnswer answer) {
        byte[] body;
        try (answer) {
            body = answer.body().readAllBytes();
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        JsonNode logger = plugins.path("http-logger");
        Map<String, String> variables = variables(request, answer, body);
        ObjectNode entry = JsonNodeFactory.instance.objectNode();
        logger.path("log_format")
            .forEachEntry((field, variable) -> Optional.ofNullable(variables.get(variable.asString().substring(1)))
                .ifPresent((value) -> entry.put(field, value)));
        this.surroundings.logged(logger.path("uri").asString(), resolved(logger.path("auth_header").asString("")),
                entry.toString());
        return new ClientAnswer(answer.by(), answer.status(), answer.headers(), new ByteArrayInputStream(body));
    }

    private static Map<String, String> variables(ProxiedRequest request, ClientAnswer answer, byte[] body) {
        Map<String, String> variables = new HashMap<>();
        request.headers().first("LlmTicket").ifPresent((ticket) -> variables.put("http_llmticket", ticket));
        variables.put("status", Integer.toString(answer.status()));
        variables.put("request_completion", "OK");
        variables.put("request_time", "0.25");
        variables.put("resp_body", new String(body, StandardCharsets.UTF_8));
        answer.headers().first("content-type").ifPresent((type) -> variables.put("sent_http_content_type", type));
        if (answer.by() == By.UPSTREAM) {
            variables.put("upstream_status", Integer.toString(answer.status()));
            variables.put("upstream_bytes_sent", Integer.toString(request.body().length + 200));
            variables.put("upstream_bytes_received", Integer.toString(body.length + 200));
            variables.put("upstream_response_length", Integer.toString(body.length));
            variables.put("upstream_header_time", "0.05");
        }
        return variables;
    }

    private String resolved(String reference) {
        return reference.startsWith("$env://")
                ? this.environment.getOrDefault(reference.substring("$env://".length()), reference) : reference;
    }

    private static ClientAnswer ofRunner(RunnerMessage.Stop stop) {
        List<Header> lines = stop.headers()
            .stream()
            .map((entry) -> new Header(entry.name(), entry.value().orElse("")))
            .toList();
        return new ClientAnswer(By.RUNNER, (stop.status() == 0) ? 200 : stop.status(), new Headers(lines),
                new ByteArrayInputStream(stop.body()));
    }

    private static ClientAnswer own(int status, String body) {
        return new ClientAnswer(By.GATEWAY, status, Headers.of(new Header("Content-Type", "text/plain")),
                new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
    }

    /** What is around an APISIX; a test has other addresses than an object says. */
    public interface Surroundings {

        /** Where a call for an upstream goes. */
        URI node(String upstream, JsonNode object);

        /** An entry of {@code http-logger}. */
        void logged(String uri, String authHeader, String entry);

    }

}
