package llmgateway.apisix.generate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

import llmgateway.apisix.object.ApisixObject;
import llmgateway.apisix.object.Merge;
import llmgateway.apisix.object.ObjectKey;
import llmgateway.apisix.object.ObjectKind;
import llmgateway.apisix.settings.GatewaySettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Makes the upstreams: one for each provider, and the relay's. */
final class UpstreamObjects {

    /** The id that {@code llm.route.relay-upstream} names unless set. */
    static final String RELAY = "llm-relay";

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final GatewaySettings settings;

    UpstreamObjects(GatewaySettings settings) {
        this.settings = settings;
    }

    List<ApisixObject> of(List<ProviderUpstream> providers) throws UnusableSettings {
        SequencedMap<String, ProviderUpstream> byId = new LinkedHashMap<>();
        List<String> problems = new ArrayList<>();
        for (ProviderUpstream provider : providers) {
            ProviderUpstream first = byId.putIfAbsent(provider.upstream(), provider);
            if (first != null && !first.leadsTo(provider)) {
                problems.add("providers." + provider.provider().name() + ": shares the upstream '" + provider.upstream()
                        + "' with " + first.provider().name()
                        + ", which is at another address; give it an 'upstream' of its own in the catalogue");
            }
        }
        if (!problems.isEmpty()) {
            throw new UnusableSettings(problems);
        }
        List<ApisixObject> objects = new ArrayList<>();
        byId.forEach((id, provider) -> objects.add(upstream(id, toProvider(provider))));
        objects.add(upstream(RELAY, toRelay()));
        return objects;
    }

    private static ApisixObject upstream(String id, ObjectNode body) {
        return new ApisixObject(new ObjectKey(ObjectKind.UPSTREAM, id), body);
    }

    private ObjectNode toProvider(ProviderUpstream provider) {
        ObjectNode own = Merge.of(this.settings.upstream(), provider.apisix());
        ObjectNode body = usual(provider.scheme());
        if (!own.has("nodes")) {
            body.putObject("nodes").put(provider.node(), 1);
        }
        ObjectNode merged = Merge.of(body, own);
        // Checks make sense where there is another node to go to.
        if (merged.path("nodes").size() > 1 && !own.has("checks")) {
            merged.set("checks", HealthChecks.byConnecting(merged.path("scheme").asString()));
        }
        return merged;
    }

    private ObjectNode toRelay() {
        ObjectNode own = JSON.objectNode();
        for (String field : List.of("timeout", "keepalive_pool")) {
            JsonNode value = this.settings.upstream().get(field);
            if (value != null) {
                own.set(field, value);
            }
        }
        ObjectNode body = usual("http");
        body.putObject("nodes").put(this.settings.relay(), 1);
        return Merge.of(body, own);
    }

    private static ObjectNode usual(String scheme) {
        ObjectNode body = JSON.objectNode();
        body.put("type", "roundrobin").put("scheme", scheme);
        // The plugin sets the Host header, which is also the TLS server name.
        body.put("pass_host", "pass");
        // Seconds; send and read are between two operations: a model may think for
        // minutes
        // before its first byte.
        body.putObject("timeout").put("connect", 5).put("send", 60).put("read", 600);
        body.putObject("keepalive_pool").put("size", 320).put("idle_timeout", 60).put("requests", 1000);
        return body;
    }

}
