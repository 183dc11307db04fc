package llmgateway.apisix.settings;

import java.util.List;
import java.util.Optional;

import llmgateway.document.DocumentFiles;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the APISIX objects are made from.
 *
 * @param catalogue where the providers are told of
 * @param providers those that get an upstream; empty for those that have a key
 * @param upstream fields of every provider's upstream, over the usual ones
 * @param relay host and port at which APISIX reaches the runner's relay
 * @param ingest where {@code http-logger} posts
 * @param internalRoutes for the relay to reach providers through APISIX
 * @param routes for clients; at least one
 */
public record GatewaySettings(DocumentFiles catalogue, Optional<List<ProviderSettings>> providers, ObjectNode upstream,
        String relay, Ingest ingest, Optional<InternalRoutes> internalRoutes, List<ClientRoute> routes,
        List<GroupSettings> consumerGroups, List<ConsumerSettings> consumers) {

    public GatewaySettings {
        providers = providers.map(List::copyOf);
        routes = List.copyOf(routes);
        consumerGroups = List.copyOf(consumerGroups);
        consumers = List.copyOf(consumers);
    }

    /**
     * A provider that gets an upstream.
     *
     * @param apisix fields of its upstream as APISIX has them, over the generated ones
     */
    public record ProviderSettings(String name, ObjectNode apisix) {
    }

    /**
     * Where APISIX reports calls.
     *
     * @param authHeader a reference to what the header {@code Authorization} holds
     */
    public record Ingest(String uri, Optional<String> authHeader) {
    }

    /**
     * Routes for the relay.
     *
     * @param port of the listener that serves them, in {@code config.yaml}
     * @param from addresses and networks that may use them
     */
    public record InternalRoutes(int port, List<String> from) {

        public InternalRoutes {
            from = List.copyOf(from);
        }

    }

    /**
     * A route for clients.
     *
     * @param apisix fields of the route as APISIX has them, over the generated ones
     */
    public record ClientRoute(String id, List<String> uris, ExtPlugins plugins, ObjectNode apisix) {

        public ClientRoute {
            uris = List.copyOf(uris);
        }

    }

    /**
     * A consumer group.
     *
     * @param plugins its own, instead of a route's
     * @param apisix fields of the consumer group as APISIX has them
     */
    public record GroupSettings(String id, Optional<ExtPlugins> plugins, ObjectNode apisix) {
    }

    /**
     * A consumer.
     *
     * @param credentials hold references
     * @param plugins its own, instead of its group's and a route's
     * @param apisix fields of the consumer as APISIX has them
     */
    public record ConsumerSettings(String name, Optional<String> group, List<Credential> credentials,
            Optional<ExtPlugins> plugins, ObjectNode apisix) {

        public ConsumerSettings {
            credentials = List.copyOf(credentials);
        }

    }

    /**
     * A credential of {@code key-auth}.
     *
     * @param name the credential's
     * @param reference to the whole value that the client's header has
     */
    public record Credential(String name, String reference) {
    }

}
