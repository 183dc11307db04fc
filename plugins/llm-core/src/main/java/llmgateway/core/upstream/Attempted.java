package llmgateway.core.upstream;

import java.util.Optional;

/**
 * Whom an attempt asks.
 *
 * @param key the name of the provider's key; empty where it wants none
 * @param relayed whether this process carries it, and not APISIX
 */
public record Attempted(Target target, Optional<String> key, boolean relayed) {
}
