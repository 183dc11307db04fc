package llmgateway.route.catalogue;

/**
 * What a client's name for a model stands for.
 *
 * @param name the canonical name: the entry's own, or under a wildcard the name asked for
 * @param entry the catalogue's entry
 * @param matched what the wildcard's {@code *} stands for; empty for other entries
 */
public record ResolvedModel(String name, Model entry, String matched) {
}
