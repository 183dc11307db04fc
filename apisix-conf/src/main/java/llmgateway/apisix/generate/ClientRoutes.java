package llmgateway.apisix.generate;

import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import llmgateway.apisix.object.ApisixObject;
import llmgateway.apisix.object.Merge;
import llmgateway.apisix.object.ObjectKey;
import llmgateway.apisix.object.ObjectKind;
import llmgateway.apisix.settings.ExtPlugins;
import llmgateway.apisix.settings.GatewaySettings.ClientRoute;
import llmgateway.apisix.settings.GatewaySettings.Ingest;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Makes the routes that clients use. */
final class ClientRoutes {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** Headers in which the SDKs send a key. */
    private static final List<String> KEY_HEADERS = List.of("Authorization", "x-api-key", "x-goog-api-key");

    /** Below the 16,777,215 bytes of a frame to the runner, with room for the headers. */
    private static final int MOST_BODY_BYTES = 16_000_000;

    private static final int MOST_ANSWER_BYTES = 16_777_216;

    /** After {@code ext-plugin-post-req}, whose priority is -3000. */
    private static final int BEHIND_THE_RUNNER = -3500;

    /**
     * What the runner settles a call by; the default format would hold the provider's
     * key.
     */
    private static final List<String> LOGGED = List.of("status", "upstream_status", "upstream_bytes_sent",
            "upstream_bytes_received", "upstream_response_length", "request_completion");

    private final Ingest ingest;

    private final List<ProviderUpstream> providers;

    ClientRoutes(Ingest ingest, List<ProviderUpstream> providers) {
        this.ingest = ingest;
        this.providers = List.copyOf(providers);
    }

    ApisixObject of(ClientRoute route) {
        ObjectNode body = JSON.objectNode();
        route.uris().forEach(body.putArray("uris")::add);
        ObjectNode plugins = body.putObject("plugins");
        plugins.set("multi-auth", multiAuth());
        plugins.putObject("client-control").put("max_body_size", MOST_BODY_BYTES);
        plugins.putObject("proxy-buffering").put("disable_proxy_buffering", true);
        plugins.set(ExtPlugins.PLUGIN, route.plugins().toConf());
        plugins.set("traffic-split", trafficSplit());
        plugins.set("http-logger", httpLogger());
        body.put("upstream_id", UpstreamObjects.RELAY);
        return new ApisixObject(new ObjectKey(ObjectKind.ROUTE, route.id()), Merge.of(body, route.apisix()));
    }

    private static ObjectNode multiAuth() {
        ObjectNode plugin = JSON.objectNode();
        ArrayNode auth = plugin.putArray("auth_plugins");
        KEY_HEADERS.forEach(
                (header) -> auth.addObject().putObject("key-auth").put("header", header).put("hide_credentials", true));
        return plugin;
    }

    private ObjectNode trafficSplit() {
        ObjectNode plugin = JSON.objectNode();
        plugin.putObject("_meta").put("priority", BEHIND_THE_RUNNER);
        ArrayNode rules = plugin.putArray("rules");
        headersByUpstream().forEach((upstream, headers) -> {
            ObjectNode rule = rules.addObject();
            ArrayNode condition = rule.putArray("match").addObject().putArray("vars").addArray();
            condition.add("http_llmupstream");
            if (headers.size() == 1) {
                condition.add("==").add(headers.first());
            }
            else {
                headers.forEach(condition.add("in").addArray()::add);
            }
            rule.putArray("weighted_upstreams").addObject().put("upstream_id", upstream);
        });
        return plugin;
    }

    /** What the runner calls the upstreams. */
    private SortedMap<String, SortedSet<String>> headersByUpstream() {
        SortedMap<String, SortedSet<String>> headers = new TreeMap<>();
        for (ProviderUpstream provider : this.providers) {
            headers.computeIfAbsent(provider.upstream(), (_upstream) -> new TreeSet<>())
                .add(provider.provider().upstream());
        }
        return headers;
    }

    private ObjectNode httpLogger() {
        ObjectNode plugin = JSON.objectNode();
        plugin.put("uri", this.ingest.uri());
        this.ingest.authHeader().ifPresent((reference) -> plugin.put("auth_header", reference));
        plugin.put("timeout", 10).put("batch_max_size", 1).put("max_retry_count", 60).put("retry_delay", 1);
        plugin.put("include_resp_body", true).put("max_resp_body_bytes", MOST_ANSWER_BYTES);
        ObjectNode format = plugin.putObject("log_format").put("ticket", "$http_llmticket");
        LOGGED.forEach((variable) -> format.put(variable, "$" + variable));
        format.put("content_type", "$sent_http_content_type")
            .put("content_encoding", "$sent_http_content_encoding")
            .put("request_time", "$request_time")
            .put("upstream_header_time", "$upstream_header_time")
            .put("upstream_response_time", "$upstream_response_time")
            .put("resp_body", "$resp_body");
        return plugin;
    }

}
