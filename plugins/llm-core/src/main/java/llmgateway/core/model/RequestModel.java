package llmgateway.core.model;

/** The model name as it is sent to the provider. */
public record RequestModel(String name) {
}
