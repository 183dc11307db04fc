package llmgateway.apisix.generate;

import llmgateway.apisix.object.ApisixObject;
import llmgateway.apisix.object.ObjectKey;
import llmgateway.apisix.object.ObjectKind;
import llmgateway.apisix.settings.GatewaySettings.InternalRoutes;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes the routes by which the relay reaches providers through APISIX, closed to
 * everybody else.
 */
final class InternalRouteObjects {

    private static final String ID_PREFIX = "llm-internal-";

    private final InternalRoutes settings;

    InternalRouteObjects(InternalRoutes settings) {
        this.settings = settings;
    }

    ApisixObject to(ProviderUpstream provider) {
        String name = provider.provider().name();
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("uri", "/llm/" + name + "/*");
        ArrayNode conditions = body.putArray("vars");
        conditions.addArray().add("server_port").add("==").add(Integer.toString(this.settings.port()));
        // The peer itself: remote_addr is what X-Real-IP says where APISIX believes it.
        ArrayNode peers = conditions.addArray().add("realip_remote_addr").add("ipmatch").addArray();
        this.settings.from().forEach(peers::add);
        ObjectNode plugins = body.putObject("plugins");
        ObjectNode rewrite = plugins.putObject("proxy-rewrite");
        rewrite.putArray("regex_uri").add("^/llm/" + escaped(name) + "/(.*)$").add("/$1");
        rewrite.put("host", provider.provider().baseUrl().getRawAuthority());
        plugins.putObject("proxy-buffering").put("disable_proxy_buffering", true);
        body.put("upstream_id", provider.upstream());
        return new ApisixObject(new ObjectKey(ObjectKind.ROUTE, ID_PREFIX + name), body);
    }

    /**
     * A provider's name has letters, digits and {@code ._-}; only the dot means more in a
     * pattern.
     */
    private static String escaped(String name) {
        return name.replace(".", "\\.");
    }

}
