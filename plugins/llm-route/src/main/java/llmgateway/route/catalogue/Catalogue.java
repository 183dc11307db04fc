package llmgateway.route.catalogue;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedCollection;
import java.util.Set;

/** All providers and models. Immutable; every provider that a target names is there. */
public final class Catalogue {

    private final Map<String, Provider> providers = new LinkedHashMap<>();

    private final List<Model> models;

    private final Map<String, Model> byName = new HashMap<>();

    private final Set<String> namesWithoutCase = new HashSet<>();

    private final List<Model> wildcardsLongestFirst;

    Catalogue(SequencedCollection<Provider> providers, SequencedCollection<Model> models) {
        providers.forEach((provider) -> this.providers.put(provider.name(), provider));
        this.models = List.copyOf(models);
        for (Model model : this.models) {
            if (!model.isWildcard()) {
                listName(model.name(), model);
            }
            model.aliases().forEach((alias) -> listName(alias, model));
        }
        this.wildcardsLongestFirst = this.models.stream()
            .filter(Model::isWildcard)
            .sorted(Comparator.comparingInt((Model model) -> model.name().length()).reversed())
            .toList();
    }

    private void listName(String name, Model model) {
        this.byName.put(name, model);
        this.namesWithoutCase.add(name.toLowerCase(Locale.ROOT));
    }

    /** In the catalogue's order. */
    public SequencedCollection<Provider> providers() {
        return List.copyOf(this.providers.values());
    }

    public Optional<Provider> provider(String name) {
        return Optional.ofNullable(this.providers.get(name));
    }

    /** In the catalogue's order. */
    public List<Model> models() {
        return this.models;
    }

    /**
     * Finds what a name stands for: an exact name or alias, else the longest wildcard.
     * Case counts; a name that differs from a listed one in nothing but case is unknown,
     * since some providers would serve it and it would be another one to limits and
     * prices.
     */
    public Optional<ResolvedModel> resolve(String asked) {
        Model exact = this.byName.get(asked);
        if (exact != null) {
            return Optional.of(new ResolvedModel(exact.name(), exact, ""));
        }
        if (!ModelName.isName(asked) || this.namesWithoutCase.contains(asked.toLowerCase(Locale.ROOT))) {
            return Optional.empty();
        }
        for (Model wildcard : this.wildcardsLongestFirst) {
            int prefix = wildcard.name().length() - 1;
            if (asked.length() > prefix && asked.regionMatches(0, wildcard.name(), 0, prefix)) {
                return Optional.of(new ResolvedModel(asked, wildcard, asked.substring(prefix)));
            }
        }
        return Optional.empty();
    }

}
