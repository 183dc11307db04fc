package llmgateway.route.decision;

import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

import llmgateway.core.upstream.Target;
import llmgateway.dialect.translation.Translations;

/** Routers whose choices can be repeated. */
final class Routers {

    private static final long SEED = 20_261_123;

    private Routers() {
    }

    static Router seeded() {
        return withFailures(Map.of());
    }

    /** Routers whose relay goes by routes of the gateway. */
    static Router through(URI routes) {
        return of(Map.of(), Optional.of(routes));
    }

    /**
     * Routers that know of failures.
     * @param failures when targets failed
     */
    static Router withFailures(Map<Target, Instant> failures) {
        return of(failures, Optional.empty());
    }

    private static Router of(Map<Target, Instant> failures, Optional<URI> relayThrough) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
        return new Router((target) -> Optional.ofNullable(failures.get(target)), random, random, "llm-relay",
                relayThrough, Translations.all(InstantSource.system()), (model, target) -> OptionalLong.empty());
    }

}
