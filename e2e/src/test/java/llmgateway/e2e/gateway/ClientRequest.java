package llmgateway.e2e.gateway;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import llmgateway.core.http.Header;
import llmgateway.core.http.Headers;

/**
 * What a client sends to the gateway.
 *
 * @param target path and query as on the request line
 * @param headers in the order sent
 * @param body empty for none
 */
public record ClientRequest(String method, String target, Headers headers, byte[] body) {

    public static ClientRequest get(String target) {
        return new ClientRequest("GET", target, Headers.NONE, new byte[0]);
    }

    public static ClientRequest post(String target, String json) {
        return post(target, json.getBytes(StandardCharsets.UTF_8));
    }

    public static ClientRequest post(String target, byte[] json) {
        return new ClientRequest("POST", target, Headers.NONE, json).with("Content-Type", "application/json");
    }

    public ClientRequest bearer(String key) {
        return with("Authorization", "Bearer " + key);
    }

    /** Adds a header line after those there are. */
    public ClientRequest with(String name, String value) {
        List<Header> lines = new ArrayList<>(this.headers.lines());
        lines.add(new Header(name, value));
        return new ClientRequest(this.method, this.target, new Headers(lines), this.body);
    }

}
