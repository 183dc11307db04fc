/**
 * Streams through the packaged gateway, each process with a JVM of its own: how late
 * their tokens come, and what an open one takes in memory.
 */
@NullMarked
package llmgateway.bench.stream;

import org.jspecify.annotations.NullMarked;
