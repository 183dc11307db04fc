package llmgateway.route.table;

import java.util.List;
import java.util.Optional;

import llmgateway.core.call.Dialect;
import llmgateway.core.call.Endpoint;
import llmgateway.core.http.Header;
import llmgateway.core.model.RequestModel;
import llmgateway.core.upstream.CloudCredentials;
import llmgateway.core.upstream.ProviderKey;
import llmgateway.core.upstream.Target;
import llmgateway.route.catalogue.Provider;
import llmgateway.route.credential.AuthScheme;
import llmgateway.route.credential.KeyRing;

/**
 * A provider that can be called: it has a key or other credentials, or needs none.
 * Thread-safe.
 *
 * @param provider its entry in the catalogue
 * @param keys its keys
 * @param credentials what it knows callers by, where that is no key
 * @param extraHeaders to send with every call; may hold secrets
 * @param paths where it serves its endpoints
 */
public record ActiveProvider(Provider provider, KeyRing keys, Optional<CloudCredentials> credentials,
        List<Header> extraHeaders, UpstreamPaths paths) {

    public ActiveProvider {
        extraHeaders = List.copyOf(extraHeaders);
    }

    public String name() {
        return this.provider.name();
    }

    public Dialect dialect() {
        return this.provider.api().dialect();
    }

    public boolean serves(Endpoint endpoint, RequestModel model) {
        return this.paths.has(endpoint, model);
    }

    public Target target(RequestModel model) {
        return new Target(name(), dialect(), model);
    }

    /** The header that carries a key; empty for a provider that wants none. */
    public Optional<Header> authHeader(ProviderKey key) {
        return switch (this.provider.auth()) {
            case AuthScheme.None none -> Optional.empty();
            case AuthScheme.AwsSignature signature -> Optional.empty();
            case AuthScheme.GoogleToken token -> Optional.empty();
            case AuthScheme.InHeader scheme ->
                Optional.of(new Header(scheme.header(), scheme.prefix() + key.secret().value()));
        };
    }

    @Override
    public String toString() {
        return "ActiveProvider[" + name() + "]";
    }

}
