package llmgateway.route.decision;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

import llmgateway.core.upstream.Target;

/** Routers whose choices can be repeated. */
final class Routers {

    private static final long SEED = 20_261_123;

    private Routers() {
    }

    static Router seeded() {
        return withFailures(Map.of());
    }

    /**
     * Routers that know of failures.
     * @param failures when targets failed
     */
    static Router withFailures(Map<Target, Instant> failures) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
        return new Router((target) -> Optional.ofNullable(failures.get(target)), random, random, "llm-relay");
    }

}
