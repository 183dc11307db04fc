package llmgateway.dialect.request;

import java.util.List;

import llmgateway.core.error.Rejects;
import llmgateway.core.http.Header;
import llmgateway.core.http.Headers;

/** What must hold for a request's headers whatever its endpoint. */
final class HeaderRules {

    /** Two of these would let the gateway and what is behind it obey different ones. */
    private static final List<String> ONCE = List.of("authorization", "x-api-key", "x-goog-api-key", "content-type");

    private HeaderRules() {
    }

    /**
     * @throws RefusedRequest if a header is repeated that must not be, or would break the
     * header block it is sent in
     */
    static void check(Headers headers) {
        for (String name : ONCE) {
            if (headers.all(name).size() > 1) {
                throw new RefusedRequest(Rejects.repeatedHeader(name));
            }
        }
        for (Header line : headers.lines()) {
            if (breaksLine(line.name()) || breaksLine(line.value())) {
                throw new RefusedRequest(Rejects.headerWithLineBreak());
            }
        }
    }

    static void requireUnencodedBody(Headers headers) {
        for (String encoding : headers.all("content-encoding")) {
            if (!encoding.isBlank() && !encoding.strip().equalsIgnoreCase("identity")) {
                throw new RefusedRequest(Rejects.unsupportedContentEncoding(encoding));
            }
        }
    }

    private static boolean breaksLine(String text) {
        return text.indexOf('\r') >= 0 || text.indexOf('\n') >= 0 || text.indexOf('\0') >= 0;
    }

}
