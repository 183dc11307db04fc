package llmgateway.core.http;

/**
 * An answer given to the client without any upstream.
 *
 * @param status HTTP status
 * @param headers response headers, {@code content-type} among them where there is a body
 * @param body may be empty; not copied, so not to be written to
 */
public record DirectResponse(int status, Headers headers, byte[] body) {
}
