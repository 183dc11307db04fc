package llmgateway.route.decision;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import llmgateway.core.call.Endpoint;
import llmgateway.core.model.CatalogueModel;
import llmgateway.dialect.translation.Translations;
import llmgateway.route.table.Candidate;

/** Finds who can serve a call, in its own API or in another. */
final class Offers {

    /**
     * Which of a provider's APIs is translated to, the one that can say most first; none
     * of them has the other's every feature.
     */
    private static final List<Endpoint> BY_PREFERENCE = List.of(Endpoint.MESSAGES, Endpoint.GENERATE_CONTENT,
            Endpoint.CONVERSE, Endpoint.CHAT_COMPLETIONS, Endpoint.RESPONSES, Endpoint.COHERE_CHAT,
            Endpoint.OLLAMA_CHAT, Endpoint.BATCH_EMBED_CONTENTS, Endpoint.COHERE_EMBED, Endpoint.OLLAMA_EMBED,
            Endpoint.BEDROCK_TITAN_EMBED, Endpoint.BEDROCK_COHERE_EMBED, Endpoint.VERTEX_EMBED);

    private final Translations translations;

    Offers(Translations translations) {
        this.translations = translations;
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
        return BY_PREFERENCE.stream()
            .filter((spoken) -> spoken != asked && candidate.provider().serves(spoken, candidate.model()))
            .filter((spoken) -> this.translations.between(asked, spoken).isPresent())
            .findFirst();
    }

}
