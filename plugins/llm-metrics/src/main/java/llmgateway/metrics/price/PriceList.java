package llmgateway.metrics.price;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;

/**
 * All prices. What a later document says wins over an earlier one, whether by name or by
 * pattern. Immutable and thread-safe.
 */
public final class PriceList {

    /** Names under a wildcard are the clients' own, so that there is no end of them. */
    private static final int MAX_REMEMBERED = 10_000;

    private final List<PriceSheet> lastFirst;

    private final LoadingCache<Key, Listing> listings = Caffeine.newBuilder()
        .maximumSize(MAX_REMEMBERED)
        .build(this::find);

    /**
     * @param sheets in the order in which they are laid over one another; no provider is
     * like itself, directly or over others
     */
    PriceList(List<PriceSheet> sheets) {
        this.lastFirst = List.copyOf(sheets.reversed());
    }

    /** What the list says of a model; nothing, if it does not have it. */
    Listing listing(String provider, String requestModel, String catalogueModel) {
        return this.listings.get(new Key(provider, requestModel, catalogueModel));
    }

    /** The documents' prices, the last laid over all others first. */
    List<PriceSheet> sheets() {
        return this.lastFirst;
    }

    private Listing find(Key key) {
        List<PriceEntry> found = new ArrayList<>();
        Optional<String> provider = Optional.of(key.provider());
        while (provider.isPresent()) {
            String name = provider.get();
            this.lastFirst
                .forEach((sheet) -> sheet.find(name, key.requestModel(), key.catalogueModel()).ifPresent(found::add));
            provider = like(name);
        }
        Optional<PriceHistory> prices = found.stream().flatMap((entry) -> entry.prices().stream()).findFirst();
        ModelFacts facts = found.stream().map(PriceEntry::facts).reduce(ModelFacts.NONE, ModelFacts::orElse);
        return new Listing(prices, facts);
    }

    private Optional<String> like(String provider) {
        return this.lastFirst.stream()
            .flatMap((sheet) -> sheet.section(provider).stream())
            .flatMap((section) -> section.like().stream())
            .findFirst();
    }

    /** What the list says of one model. */
    record Listing(Optional<PriceHistory> prices, ModelFacts facts) {
    }

    private record Key(String provider, String requestModel, String catalogueModel) {
    }

}
