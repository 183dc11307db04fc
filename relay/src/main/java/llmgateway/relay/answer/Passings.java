package llmgateway.relay.answer;

import java.util.Optional;
import java.util.function.Supplier;

import llmgateway.core.budget.RunningHold;
import llmgateway.core.upstream.RelayPlan;
import llmgateway.core.upstream.UpstreamRequest;
import llmgateway.dialect.format.UntranslatableRequest;
import llmgateway.dialect.translation.AnswerTranslation;
import llmgateway.dialect.translation.Translations;
import llmgateway.relay.settings.RelaySettings;

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
     * What covers an answer.
     * @param hold of the attempt
     */
    public Coverage coverage(RelayPlan plan, UpstreamRequest request, RunningHold hold) {
        if (isPassedOnAsItIs(plan, request) && hold.isWhole()) {
            return new Coverage(hold, Optional.empty());
        }
        return new Coverage(hold, translation(plan, request));
    }

    private Optional<AnswerTranslation> translation(RelayPlan plan, UpstreamRequest request) {
        try {
            return this.translations.between(plan.call().endpoint(), request.endpoint())
                .map((translation) -> translation.answer(plan.body(), request.target().model()));
        }
        catch (UntranslatableRequest ex) {
            // What is passed on as it is may be more than can be translated.
            return Optional.empty();
        }
    }

    /**
     * @param coverage of the answer
     * @param holdBack how much of a stream is held back, as of now
     */
    public Passing of(RelayPlan plan, UpstreamRequest request, Metering metering, Coverage coverage,
            Supplier<HoldBack> holdBack) {
        if (isPassedOnAsItIs(plan, request)) {
            return new AnswerPassing(this.settings, request, this.errors, metering, coverage, holdBack);
        }
        AnswerTranslation translation = coverage.translation()
            .orElseThrow(() -> new IllegalStateException(
                    "planned from " + plan.call().endpoint() + " to " + request.endpoint()));
        return new TranslatedPassing(this.settings, request, translation, metering, coverage.hold(),
                plan.call().stream(), holdBack);
    }

    private static boolean isPassedOnAsItIs(RelayPlan plan, UpstreamRequest request) {
        return request.endpoint() == plan.call().endpoint();
    }

}
