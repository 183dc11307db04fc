package llmgateway.metrics.price;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import llmgateway.document.Fields;

/**
 * Checks which provider is priced like which other: that it is listed, and in no circle.
 */
final class LikenessCheck {

    private final Set<String> listed = new HashSet<>();

    private final Map<String, Likeness> likenesses = new HashMap<>();

    /** Adds a section; what a later one says of the same provider wins. */
    void add(String provider, Fields section, Optional<String> like) {
        this.listed.add(provider);
        like.ifPresent((other) -> this.likenesses.put(provider, new Likeness(other, section)));
    }

    /** Notes what is wrong, once all sections are added. */
    void check() {
        this.likenesses.forEach((provider, likeness) -> {
            if (!this.listed.contains(likeness.other())) {
                likeness.problem("there are no prices for a provider '" + likeness.other() + "'");
            }
            else if (isInCircle(provider)) {
                likeness.problem("leads back to '" + provider + "'");
            }
        });
    }

    private boolean isInCircle(String provider) {
        Set<String> seen = new HashSet<>();
        Optional<String> next = like(provider);
        while (next.isPresent() && seen.add(next.get())) {
            next = like(next.get());
        }
        return seen.contains(provider);
    }

    private Optional<String> like(String provider) {
        return Optional.ofNullable(this.likenesses.get(provider)).map(Likeness::other);
    }

    private record Likeness(String other, Fields section) {

        void problem(String message) {
            this.section.problem("like", message);
        }

    }

}
