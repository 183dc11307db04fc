package llmgateway.e2e.gateway;

import java.net.URI;
import java.util.Map;

/**
 * A route with {@code multi-auth}, {@code ext-plugin-post-req} and a
 * {@code traffic-split} that picks the upstream by the header {@code LlmUpstream}.
 * {@code hide_credentials} is off, so that only the runner keeps a client's key from a
 * provider.
 *
 * @param id its {@code route_id}
 * @param conf {@code ext-plugin-post-req}
 * @param upstreams scheme and authority by upstream id
 */
public record Route(String id, PluginConf conf, Map<String, URI> upstreams) {

    public Route {
        upstreams = Map.copyOf(upstreams);
    }

}
