package llmgateway.core.model;

/** The model name that the provider says it answered with. */
public record ResponseModel(String name) {
}
