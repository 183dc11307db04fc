package llmgateway.metrics.price;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import llmgateway.core.model.NamePattern;

/** Entries by the names and patterns they are listed under. Immutable. */
final class NamedEntries {

    static final NamedEntries NONE = new NamedEntries(List.of());

    private final List<PriceEntry> entries;

    private final Map<String, PriceEntry> byName = new HashMap<>();

    private final List<Patterned> longestFirst = new ArrayList<>();

    NamedEntries(List<PriceEntry> entries) {
        this.entries = List.copyOf(entries);
        for (PriceEntry entry : this.entries) {
            for (NamePattern name : entry.names()) {
                if (name.isPlainName()) {
                    this.byName.put(name.text(), entry);
                }
                else {
                    this.longestFirst.add(new Patterned(name, entry));
                }
            }
        }
        this.longestFirst
            .sort(Comparator.comparingInt((Patterned patterned) -> patterned.pattern().text().length()).reversed());
    }

    /** In the list's order. */
    List<PriceEntry> all() {
        return this.entries;
    }

    Optional<PriceEntry> named(String name) {
        return Optional.ofNullable(this.byName.get(name));
    }

    /** The entry of the longest pattern that fits the one name or the other. */
    Optional<PriceEntry> fitting(String name, String otherName) {
        for (Patterned patterned : this.longestFirst) {
            if (patterned.pattern().matches(name) || patterned.pattern().matches(otherName)) {
                return Optional.of(patterned.entry());
            }
        }
        return Optional.empty();
    }

    private record Patterned(NamePattern pattern, PriceEntry entry) {
    }

}
