package llmgateway.e2e.shipped;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import llmgateway.core.http.Header;
import llmgateway.core.http.Headers;
import llmgateway.e2e.gateway.ClientRequest;

/**
 * A line of {@code curl} to the clients' listener, with the comment above it.
 *
 * @param expected what the comment says of it
 */
record DocumentedCall(String expected, String line) {

    private static final Pattern CALL = Pattern.compile("(?m)^ {4}# (.+)\\R {4}(curl http://127\\.0\\.0\\.1:9080/.+)$");

    private static final Pattern HEADER = Pattern.compile("-H (?:\"([^\"]+)\"|'([^']+)')");

    private static final Pattern BODY = Pattern.compile("-d '([^']+)'");

    static List<DocumentedCall> in(String document) {
        List<DocumentedCall> calls = new ArrayList<>();
        Matcher found = CALL.matcher(document);
        while (found.find()) {
            calls.add(new DocumentedCall(found.group(1), found.group(2)));
        }
        return calls;
    }

    /**
     * The request that the line makes.
     * @param environment of the shell
     */
    ClientRequest request(Map<String, String> environment) {
        String text = this.line;
        for (Map.Entry<String, String> variable : environment.entrySet()) {
            text = text.replace("$" + variable.getKey() + "\"", variable.getValue() + "\"");
        }
        List<Header> headers = new ArrayList<>();
        HEADER.matcher(text).results().forEach((match) -> {
            String header = (match.group(1) != null) ? match.group(1) : match.group(2);
            int colon = header.indexOf(':');
            headers.add(new Header(header.substring(0, colon), header.substring(colon + 1).strip()));
        });
        String target = text.substring(text.indexOf(":9080") + 5).split(" ", 2)[0];
        Matcher body = BODY.matcher(text);
        ClientRequest request = body.find() ? ClientRequest.post(target, body.group(1)) : ClientRequest.get(target);
        return new ClientRequest(request.method(), target, new Headers(headers), request.body());
    }

}
