package llmgateway.route.decision;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import llmgateway.core.call.Endpoint;
import llmgateway.core.model.CatalogueModel;
import llmgateway.dialect.translation.Translations;
import llmgateway.route.table.Candidate;

/** Finds who can serve a call, in its own API or in another. */
final class Offers {

    /**
     * Which of a provider's APIs is translated to, the one that can say most first; none
     * of them has the other's every feature. Others have no rivals.
     */
    private static final List<Endpoint> BY_PREFERENCE = List.of(Endpoint.MESSAGES, Endpoint.GENERATE_CONTENT,
            Endpoint.CONVERSE, Endpoint.CHAT_COMPLETIONS, Endpoint.RESPONSES);

    /** What can be translated to, by what clients call. */
    private final Map<Endpoint, List<Endpoint>> spoken = new EnumMap<>(Endpoint.class);

    Offers(Translations translations) {
        for (Endpoint asked : Endpoint.values()) {
            this.spoken.put(asked,
                    Stream.concat(BY_PREFERENCE.stream(), Arrays.stream(Endpoint.values()))
                        .distinct()
                        .filter((spoken) -> spoken != asked && translations.between(asked, spoken).isPresent())
                        .toList());
        }
    }

    /** Those that speak the call's own API first. */
    List<Offer> of(CatalogueModel model, List<Candidate> candidates, Endpoint asked) {
        List<Offer> offers = new ArrayList<>(candidates.size());
        List<Offer> translated = new ArrayList<>();
        for (Candidate candidate : candidates) {
            if (candidate.provider().serves(asked, candidate.model())) {
                offers.add(new Offer(model, candidate, asked));
            }
            else {
                translated(candidate, asked).ifPresent((spoken) -> translated.add(new Offer(model, candidate, spoken)));
            }
        }
        offers.addAll(translated);
        return offers;
    }

    boolean canServe(Candidate candidate, Endpoint asked) {
        return candidate.provider().serves(asked, candidate.model()) || translated(candidate, asked).isPresent();
    }

    private Optional<Endpoint> translated(Candidate candidate, Endpoint asked) {
        return this.spoken.getOrDefault(asked, List.of())
            .stream()
            .filter((spoken) -> candidate.provider().serves(spoken, candidate.model()))
            .findFirst();
    }

}
