package llmgateway.runner.standalone;

import java.util.Optional;

import llmgateway.runner.pipeline.PreparedChain;

/**
 * Who calls.
 *
 * @param chain what this consumer's requests run through
 */
record Consumer(String name, Optional<String> group, PreparedChain chain) {
}
