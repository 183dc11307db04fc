package llmgateway.core.model;

/**
 * The model name as the client wrote it: an alias, a name under a wildcard, or the
 * catalogue's own.
 */
public record OriginalModel(String name) {
}
