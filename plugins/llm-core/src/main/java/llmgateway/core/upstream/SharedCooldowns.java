package llmgateway.core.upstream;

import java.time.Duration;
import java.util.Map;

/**
 * Lets the nodes of a gateway tell each other which targets are not to be asked for a
 * while. Thread-safe. Never blocks: what is told reaches the others a moment later, and
 * not at all while the store between them is away.
 */
public interface SharedCooldowns {

    /** For a node that is alone. */
    SharedCooldowns NONE = new SharedCooldowns() {

        @Override
        public void begin(Target target, Duration time) {
        }

        @Override
        public void end(Target target) {
        }

        @Override
        public Map<String, Long> endNanos() {
            return Map.of();
        }

    };

    /** A later end replaces an earlier one, and not the other way about. */
    void begin(Target target, Duration time);

    void end(Target target);

    /**
     * What runs now by what is known here: when each ends by {@link System#nanoTime}, by
     * the {@link #name} of its target.
     */
    Map<String, Long> endNanos();

    /** The same on every node. */
    static String name(Target target) {
        return target.provider() + "/" + target.model().name();
    }

}
