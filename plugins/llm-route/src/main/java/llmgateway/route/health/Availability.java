package llmgateway.route.health;

import java.util.Optional;

import llmgateway.core.upstream.Target;

/** Tells whether a target is to be asked. Thread-safe; answers from memory. */
@FunctionalInterface
public interface Availability {

    /**
     * To be asked once a call: of a target that has cooled down only one call at a time
     * is told that it may be asked.
     */
    Optional<CoolingDown> coolingDown(Target target);

}
