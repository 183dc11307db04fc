package llmgateway.route.decision;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

import llmgateway.dialect.translation.Translation;
import llmgateway.dialect.translation.Translations;
import llmgateway.route.catalogue.Provider;

/** Plans attempts, translated where their provider speaks another API. */
final class Attempts {

    private final Optional<URI> relayThrough;

    private final Translations translations;

    private final ModelOutputs outputs;

    /**
     * @param relayThrough below which the gateway has a route to each provider by its
     * name; empty where the relay goes to providers itself
     */
    Attempts(Optional<URI> relayThrough, Translations translations, ModelOutputs outputs) {
        this.relayThrough = relayThrough;
        this.translations = translations;
        this.outputs = outputs;
    }

    /**
     * @param notBefore from now, when it may be made
     */
    RoutedAttempt of(UpstreamCall call, Duration notBefore) {
        Optional<Translation> translation = call.isTranslated()
                ? this.translations.between(call.request().call().endpoint(), call.offer().endpoint())
                : Optional.empty();
        return new RoutedAttempt(call, origin(call.provider().provider()), translation,
                this.outputs.most(call.offer().model(), call.target()), notBefore);
    }

    /** What stands before the path from the provider's root. */
    private String origin(Provider provider) {
        URI base = provider.baseUrl();
        return this.relayThrough.map((through) -> through + "/" + provider.name())
            .orElseGet(() -> base.getScheme() + "://" + base.getRawAuthority());
    }

}
