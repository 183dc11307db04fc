package llmgateway.relay.answer;

import llmgateway.relay.settings.RelaySettings;
import llmgateway.core.upstream.RelayPlan;
import llmgateway.core.upstream.UpstreamRequest;
import llmgateway.dialect.translation.Translation;
import llmgateway.dialect.translation.Translations;

/** Picks the way in which an answer goes on to its client. Thread-safe. */
public final class Passings {

    private final RelaySettings settings;

    private final Translations translations;

    private final ProviderErrors errors;

    public Passings(RelaySettings settings, Translations translations) {
        this.settings = settings;
        this.translations = translations;
        this.errors = new ProviderErrors(translations);
    }

    /**
     * @param mayBeFollowed whether another attempt may be made if this one fails before
     * the client has anything of it
     */
    public Passing of(RelayPlan plan, UpstreamRequest request, Metering metering, boolean mayBeFollowed) {
        if (request.endpoint() == plan.call().endpoint()) {
            return new AnswerPassing(this.settings, request, this.errors, metering, mayBeFollowed);
        }
        Translation translation = this.translations.between(plan.call().endpoint(), request.endpoint())
            .orElseThrow(() -> new IllegalStateException(
                    "planned from " + plan.call().endpoint() + " to " + request.endpoint()));
        return new TranslatedPassing(this.settings, request, translation.answer(plan.body(), request.target().model()),
                metering, plan.call().stream(), mayBeFollowed);
    }

}
