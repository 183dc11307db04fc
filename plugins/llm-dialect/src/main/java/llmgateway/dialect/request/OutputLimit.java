package llmgateway.dialect.request;

/**
 * A limit on the output tokens of one answer, to be set in a body.
 *
 * @param field what the provider calls it, such as {@code max_tokens}, with a dot where
 * it is inside an object: {@code generationConfig.maxOutputTokens}
 * @param tokens 1 or more
 */
public record OutputLimit(String field, long tokens) {
}
