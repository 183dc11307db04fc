package llmgateway.route.decision;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

import llmgateway.dialect.translation.Translation;
import llmgateway.dialect.translation.Translations;

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
        return new RoutedAttempt(call, origin(call), translation,
                this.outputs.most(call.offer().model(), call.target()), notBefore);
    }

    /**
     * What stands before the path from the provider's root. A signature holds for the
     * provider's own host and path, so what is signed goes there.
     */
    private String origin(UpstreamCall call) {
        URI base = call.provider().provider().baseUrl();
        return this.relayThrough.filter((through) -> !call.isSigned())
            .map((through) -> through + "/" + call.provider().name())
            .orElseGet(() -> base.getScheme() + "://" + base.getRawAuthority());
    }

}
