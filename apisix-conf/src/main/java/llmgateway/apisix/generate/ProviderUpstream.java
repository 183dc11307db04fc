package llmgateway.apisix.generate;

import llmgateway.route.catalogue.Provider;
import tools.jackson.databind.node.ObjectNode;

/**
 * A provider that gets an upstream.
 *
 * @param apisix fields of the upstream that the operator sets
 */
public record ProviderUpstream(Provider provider, ObjectNode apisix) {

    String scheme() {
        return this.provider.baseUrl().getScheme();
    }

    /** Host and port, the port written out. */
    String node() {
        int port = this.provider.baseUrl().getPort();
        int usual = scheme().equals("https") ? 443 : 80;
        return this.provider.baseUrl().getHost() + ":" + ((port < 0) ? usual : port);
    }

    /** Whether one upstream serves both. */
    boolean leadsTo(ProviderUpstream other) {
        return scheme().equals(other.scheme()) && node().equals(other.node())
                && (other.apisix.isEmpty() || this.apisix.equals(other.apisix));
    }

}
