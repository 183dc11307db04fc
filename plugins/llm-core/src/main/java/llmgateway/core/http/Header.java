package llmgateway.core.http;

/**
 * One header line.
 *
 * @param name as sent; compared without case
 * @param value as sent, free of CR and LF wherever the gateway sends it on
 */
public record Header(String name, String value) {
}
