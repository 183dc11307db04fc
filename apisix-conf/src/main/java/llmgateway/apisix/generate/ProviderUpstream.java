package llmgateway.apisix.generate;

import llmgateway.route.catalogue.Provider;
import tools.jackson.databind.node.ObjectNode;

/**
 * A provider that an upstream leads to.
 *
 * @param upstream id of the upstream; another than the one that the catalogue says where
 * providers share a host
 * @param apisix fields of the upstream that the operator sets
 */
public record ProviderUpstream(Provider provider, String upstream, ObjectNode apisix) {

    String scheme() {
        return this.provider.baseUrl().getScheme();
    }

    /** Host and port, the port written out. */
    String node() {
        int port = this.provider.baseUrl().getPort();
        int usual = scheme().equals("https") ? 443 : 80;
        return this.provider.baseUrl().getHost() + ":" + ((port < 0) ? usual : port);
    }

    boolean isAtTheAddressOf(ProviderUpstream other) {
        return scheme().equals(other.scheme()) && node().equals(other.node());
    }

    /** Whether one upstream serves both. */
    boolean leadsTo(ProviderUpstream other) {
        return isAtTheAddressOf(other) && (other.apisix.isEmpty() || this.apisix.equals(other.apisix));
    }

}
