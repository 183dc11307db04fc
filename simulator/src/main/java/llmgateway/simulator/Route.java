package llmgateway.simulator;

import java.util.Optional;

import llmgateway.simulator.api.Dialect;
import llmgateway.simulator.api.Endpoint;

/**
 * What a path leads to.
 *
 * @param pathParameter the model or deployment that the path names
 */
record Route(Dialect dialect, Endpoint endpoint, Optional<String> pathParameter) {
}
