package llmgateway.apisix.generate;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import llmgateway.apisix.settings.GatewaySettings;
import llmgateway.apisix.settings.GatewaySettings.ProviderSettings;
import llmgateway.document.Problem;
import llmgateway.route.catalogue.Catalogue;
import llmgateway.route.catalogue.CatalogueReader;
import llmgateway.route.catalogue.CatalogueReading;
import llmgateway.route.catalogue.Provider;
import llmgateway.route.credential.AuthScheme;
import llmgateway.route.credential.KeyLoader;
import tools.jackson.databind.node.JsonNodeFactory;

/** Which providers of the catalogue get an upstream. */
public final class ProviderSelection {

    /** Which ones besides those that the settings name. */
    public enum Further {

        /** None; those that have a key where the settings name none. */
        NONE,

        /** Those that have a key, or want none. */
        WITH_KEY,

        ALL

    }

    private final KeyLoader keys;

    private final Further further;

    public ProviderSelection(KeyLoader keys, Further further) {
        this.keys = keys;
        this.further = further;
    }

    /**
     * Selects providers, in the catalogue's order, those that merely share a host with
     * one behind it.
     * @throws UnusableSettings if the catalogue cannot be used or lacks a provider that
     * is named
     */
    public List<ProviderUpstream> of(GatewaySettings settings) throws UnusableSettings {
        Catalogue catalogue = catalogue(settings);
        Map<String, ProviderSettings> named = settings.providers()
            .orElse(List.of())
            .stream()
            .collect(Collectors.toMap(ProviderSettings::name, (provider) -> provider));
        List<String> unknown = named.keySet()
            .stream()
            .filter((name) -> catalogue.provider(name).isEmpty())
            .sorted()
            .map((name) -> "providers." + name + ": is in no catalogue")
            .toList();
        if (!unknown.isEmpty()) {
            throw new UnusableSettings(unknown);
        }
        boolean byKey = this.further == Further.WITH_KEY || settings.providers().isEmpty();
        List<ProviderUpstream> selected = new ArrayList<>();
        for (Provider provider : catalogue.providers()) {
            ProviderSettings own = named.get(provider.name());
            if (own != null) {
                selected.add(new ProviderUpstream(provider, provider.upstream(), own.apisix()));
            }
            else if (this.further == Further.ALL || (byKey && isActive(provider))) {
                selected.add(upstream(provider));
            }
        }
        if (selected.isEmpty()) {
            throw new UnusableSettings(
                    List.of("providers: no provider is named, and none of the catalogue's has a key here"));
        }
        selected.addAll(neighbours(catalogue, selected));
        return selected;
    }

    /**
     * The other providers at the hosts of those that are selected: a vendor's second API
     * has the same key, so the runner sends calls there.
     */
    private static List<ProviderUpstream> neighbours(Catalogue catalogue, List<ProviderUpstream> selected) {
        List<ProviderUpstream> neighbours = new ArrayList<>();
        for (Provider provider : catalogue.providers()) {
            if (selected.stream().noneMatch((own) -> own.provider().equals(provider))) {
                ProviderUpstream alone = upstream(provider);
                selected.stream()
                    .filter(alone::isAtTheAddressOf)
                    .findFirst()
                    .ifPresent((own) -> neighbours
                        .add(new ProviderUpstream(provider, own.upstream(), JsonNodeFactory.instance.objectNode())));
            }
        }
        return neighbours;
    }

    private static ProviderUpstream upstream(Provider provider) {
        return new ProviderUpstream(provider, provider.upstream(), JsonNodeFactory.instance.objectNode());
    }

    private boolean isActive(Provider provider) {
        return provider.auth().equals(AuthScheme.NAMED.get("none"))
                || provider.keys().stream().anyMatch((source) -> !this.keys.load(source).keys().isEmpty());
    }

    private static Catalogue catalogue(GatewaySettings settings) throws UnusableSettings {
        try {
            return switch (new CatalogueReader().read(settings.catalogue().load())) {
                case CatalogueReading.Usable usable -> usable.catalogue();
                case CatalogueReading.Faulty faulty ->
                    throw new UnusableSettings(faulty.problems().stream().map(Problem::toString).toList());
            };
        }
        catch (IOException ex) {
            throw new UnusableSettings(List.of("catalogue.files: cannot be read: " + ex.getMessage()));
        }
    }

}
