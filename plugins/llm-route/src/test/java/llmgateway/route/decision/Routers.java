package llmgateway.route.decision;

import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

import llmgateway.core.money.Money;
import llmgateway.core.upstream.Target;
import llmgateway.route.balance.Observations;
import llmgateway.route.balance.TargetLatency;
import llmgateway.route.balance.TargetLoad;
import llmgateway.route.health.Availability;
import llmgateway.route.health.WhenAllCoolDown;
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

    static Router withCooldowns(Availability availability, WhenAllCoolDown whenAllCoolDown) {
        return of(observing(Map.of()), availability, Optional.empty(), whenAllCoolDown);
    }

    static Router observing(Observations observed) {
        return of(observed, (target) -> Optional.empty(), Optional.empty(), WhenAllCoolDown.REFUSE);
    }

    private static Router of(Map<Target, Instant> failures, Optional<URI> relayThrough) {
        return of(observing(failures), (target) -> Optional.empty(), relayThrough, WhenAllCoolDown.REFUSE);
    }

    private static Observations observing(Map<Target, Instant> failures) {
        return new Observations((target) -> Optional.ofNullable(failures.get(target)), new TargetLoad(),
                new TargetLatency(System::nanoTime), (model, target, input, output) -> Money.ZERO);
    }

    private static Router of(Observations observed, Availability availability, Optional<URI> relayThrough,
            WhenAllCoolDown whenAllCoolDown) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
        return new Router(observed, availability, new Router.Setup("llm-relay", relayThrough, whenAllCoolDown), random,
                random, Translations.all(InstantSource.system()), (model, target) -> OptionalLong.empty());
    }

}
