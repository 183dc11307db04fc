package llmgateway.metrics.price;

import java.util.Map;
import java.util.Optional;

/**
 * The prices of one document.
 *
 * @param providers by the provider's name in the catalogue
 * @param models by the model's name in the catalogue, whoever serves it
 */
record PriceSheet(Map<String, Section> providers, NamedEntries models) {

    PriceSheet {
        providers = Map.copyOf(providers);
    }

    Optional<Section> section(String provider) {
        return Optional.ofNullable(this.providers.get(provider));
    }

    /** What the sheet says of a model at a provider. */
    Optional<PriceEntry> find(String provider, String requestModel, String catalogueModel) {
        NamedEntries own = section(provider).map(Section::entries).orElse(NamedEntries.NONE);
        return own.named(requestModel)
            .or(() -> own.named(catalogueModel))
            .or(() -> this.models.named(catalogueModel))
            .or(() -> own.fitting(requestModel, catalogueModel))
            .or(() -> this.models.fitting(catalogueModel, catalogueModel));
    }

    /**
     * The models of one provider.
     *
     * @param like the provider whose prices hold for what is listed nowhere here
     */
    record Section(NamedEntries entries, Optional<String> like) {
    }

}
