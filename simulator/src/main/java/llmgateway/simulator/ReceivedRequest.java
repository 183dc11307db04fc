package llmgateway.simulator;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * A request as it arrived.
 *
 * @param method in capitals
 * @param path as sent, still encoded, without the query
 * @param query as sent, without the question mark; empty for none
 * @param headers every line, in order
 * @param body not copied, so not to be written to
 */
public record ReceivedRequest(String method, String path, String query, List<Header> headers, byte[] body) {

    public ReceivedRequest {
        headers = List.copyOf(headers);
    }

    /**
     * @param name as sent; compared without case
     */
    public record Header(String name, String value) {
    }

    /** The value of the first line of that name. */
    public Optional<String> header(String name) {
        return headers(name).stream().findFirst();
    }

    /** The values of all lines of that name, in order. */
    public List<String> headers(String name) {
        return this.headers.stream().filter((line) -> line.name().equalsIgnoreCase(name)).map(Header::value).toList();
    }

    public String bodyText() {
        return new String(this.body, StandardCharsets.UTF_8);
    }

    /** Without headers and body, which hold keys and prompts. */
    @Override
    public String toString() {
        return this.method + " " + this.path + " (" + this.body.length + " bytes)";
    }

}
