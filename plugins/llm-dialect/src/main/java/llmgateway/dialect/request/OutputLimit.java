package llmgateway.dialect.request;

/**
 * A limit on the output tokens of one answer, to be set in a body.
 *
 * @param field what the provider calls it, such as {@code max_tokens}; in Gemini bodies
 * there is only one
 * @param tokens 1 or more
 */
public record OutputLimit(String field, long tokens) {
}
