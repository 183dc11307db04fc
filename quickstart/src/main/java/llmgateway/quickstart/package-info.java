/**
 * What {@code ./demo} runs: a standalone gateway in front of simulated or real providers,
 * and a tour of requests through it.
 */
@NullMarked
package llmgateway.quickstart;

import org.jspecify.annotations.NullMarked;
