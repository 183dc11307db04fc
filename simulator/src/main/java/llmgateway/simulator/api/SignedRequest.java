package llmgateway.simulator.api;

import org.eclipse.jetty.http.HttpFields;

/**
 * All of a request that a signature may hold for.
 *
 * @param path as sent, still encoded
 * @param query as sent; empty for none
 */
public record SignedRequest(String method, String path, String query, HttpFields headers, byte[] body) {
}
