package llmgateway.route.table;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import llmgateway.core.http.Header;
import llmgateway.core.upstream.ProviderKey;
import llmgateway.route.catalogue.Catalogue;
import llmgateway.route.catalogue.Provider;
import llmgateway.route.catalogue.Provider.ExtraHeader;
import llmgateway.route.catalogue.Provider.HeaderValue;
import llmgateway.route.credential.AuthScheme;
import llmgateway.route.credential.KeyLoader;
import llmgateway.route.credential.KeyLoader.LoadedKeys;
import llmgateway.route.credential.KeyRing;
import llmgateway.route.credential.KeySource;

/** Loads the keys of a catalogue's providers. */
public final class RoutingTableBuilder {

    private final KeyLoader keyLoader;

    private final InstantSource clock;

    public RoutingTableBuilder(KeyLoader keyLoader, InstantSource clock) {
        this.keyLoader = keyLoader;
        this.clock = clock;
    }

    /**
     * Loads all keys.
     * @param earlier the table that this one replaces: its keys that are still here stay
     * set aside
     */
    public Built build(Catalogue catalogue, Optional<RoutingTable> earlier) {
        List<String> problems = new ArrayList<>();
        Map<String, ActiveProvider> active = new HashMap<>();
        for (Provider provider : catalogue.providers()) {
            KeyRing ring = new KeyRing(keys(provider, problems), this.clock);
            if (!ring.isEmpty() || provider.auth() instanceof AuthScheme.None) {
                earlier.flatMap((table) -> table.active(provider.name()))
                    .ifPresent((before) -> ring.continueFrom(before.keys()));
                active.put(provider.name(), new ActiveProvider(provider, ring, extraHeaders(provider, problems),
                        new UpstreamPaths(provider)));
            }
        }
        return new Built(new RoutingTable(catalogue, active), problems);
    }

    private List<ProviderKey> keys(Provider provider, List<String> problems) {
        List<ProviderKey> keys = new ArrayList<>();
        for (KeySource source : provider.keys()) {
            keys.addAll(load(source, provider, problems));
        }
        return keys;
    }

    private List<Header> extraHeaders(Provider provider, List<String> problems) {
        List<Header> headers = new ArrayList<>();
        for (ExtraHeader header : provider.headers()) {
            switch (header.value()) {
                case HeaderValue.Literal literal -> headers.add(new Header(header.name(), literal.text()));
                case HeaderValue.Secret secret -> load(secret.source(), provider, problems).stream()
                    .findFirst()
                    .ifPresent((key) -> headers.add(new Header(header.name(), key.secret().value())));
            }
        }
        return headers;
    }

    private List<ProviderKey> load(KeySource source, Provider provider, List<String> problems) {
        LoadedKeys loaded = this.keyLoader.load(source);
        loaded.problems().forEach((problem) -> problems.add("provider '" + provider.name() + "': " + problem));
        return loaded.keys();
    }

    /**
     * A table, and what was not as it should be.
     *
     * @param problems what is wrong with keys, without any; the providers that have no
     * other are not active
     */
    public record Built(RoutingTable table, List<String> problems) {

        public Built {
            problems = List.copyOf(problems);
        }

    }

}
