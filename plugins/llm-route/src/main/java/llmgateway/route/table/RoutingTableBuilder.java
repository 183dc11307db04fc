package llmgateway.route.table;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import llmgateway.core.http.Header;
import llmgateway.core.upstream.CloudCredentials;
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

/** Loads the keys and credentials of a catalogue's providers. */
public final class RoutingTableBuilder {

    private final KeyLoader keyLoader;

    private final CloudCredentialsLoader clouds;

    private final InstantSource clock;

    public RoutingTableBuilder(KeyLoader keyLoader, InstantSource clock) {
        this.keyLoader = keyLoader;
        this.clouds = new CloudCredentialsLoader(keyLoader);
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
            activated(provider, problems).ifPresent((ready) -> {
                earlier.flatMap((table) -> table.active(provider.name()))
                    .ifPresent((before) -> ready.keys().continueFrom(before.keys()));
                active.put(provider.name(), ready);
            });
        }
        return new Built(new RoutingTable(catalogue, active), problems);
    }

    private Optional<ActiveProvider> activated(Provider provider, List<String> problems) {
        return switch (provider.auth()) {
            case AuthScheme.None none ->
                Optional.of(active(provider, keys(provider, problems), Optional.empty(), problems));
            case AuthScheme.InHeader inHeader -> Optional.of(keys(provider, problems))
                .filter((keys) -> !keys.isEmpty())
                .map((keys) -> active(provider, keys, Optional.empty(), problems));
            case AuthScheme.AwsSignature signature -> inCloud(provider, this.clouds.aws(signature), problems);
            case AuthScheme.GoogleToken token -> inCloud(provider, this.clouds.google(token), problems);
        };
    }

    private Optional<ActiveProvider> inCloud(Provider provider, CloudCredentialsLoader.Loaded loaded,
            List<String> problems) {
        loaded.problems().forEach((problem) -> problems.add(ofProvider(provider, problem)));
        return loaded.credentials()
            .map((credentials) -> active(provider, List.of(), Optional.of(credentials), problems));
    }

    private ActiveProvider active(Provider provider, List<ProviderKey> keys, Optional<CloudCredentials> credentials,
            List<String> problems) {
        return new ActiveProvider(provider, new KeyRing(keys, this.clock), credentials,
                extraHeaders(provider, problems), new UpstreamPaths(provider));
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
        loaded.problems().forEach((problem) -> problems.add(ofProvider(provider, problem)));
        return loaded.keys();
    }

    private static String ofProvider(Provider provider, String problem) {
        return "provider '" + provider.name() + "': " + problem;
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
