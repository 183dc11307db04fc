package llmgateway.core.model;

/**
 * The one name a model has in the catalogue, whatever alias the client wrote; under a
 * wildcard the name that was asked for. What limits and prices go by.
 */
public record CatalogueModel(String name) {
}
