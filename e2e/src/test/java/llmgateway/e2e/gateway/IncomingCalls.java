package llmgateway.e2e.gateway;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import llmgateway.core.http.Headers;
import llmgateway.e2e.gateway.wire.RunnerMessage.Entry;

/** A client's request as APISIX sees it once the consumer is known. */
final class IncomingCalls {

    private static final byte[] CLIENT_ADDRESS = { 127, 0, 0, 1 };

    private static final String CLIENT_HOST = "gateway.example";

    private IncomingCalls() {
    }

    static ProxiedRequest read(ClientRequest request, String consumer) {
        int question = request.target().indexOf('?');
        String rawPath = (question < 0) ? request.target() : request.target().substring(0, question);
        String query = (question < 0) ? "" : request.target().substring(question + 1);
        Headers headers = request.headers();
        if (!headers.contains("host")) {
            headers = headers.with("host", CLIENT_HOST);
        }
        if (request.body().length > 0) {
            headers = headers.with("content-length", Integer.toString(request.body().length));
        }
        headers = headers.with("x-consumer-username", consumer)
            .without("x-credential-identifier")
            .without("x-consumer-custom-id");
        return new ProxiedRequest(request.method(),
                URLDecoder.decode(rawPath.replace("+", "%2B"), StandardCharsets.UTF_8), QueryString.decode(query),
                headers, headers.first("host").orElse(CLIENT_HOST), request.body(), List.of());
    }

    static CallFacts facts(ProxiedRequest incoming, String route, String consumer, Optional<String> group) {
        List<Entry> args = new ArrayList<>();
        incoming.args().forEach((name, values) -> values.forEach((value) -> args.add(new Entry(name, value))));
        List<Entry> headers = incoming.headers()
            .lines()
            .stream()
            .map((line) -> new Entry(line.name().toLowerCase(Locale.ROOT), Optional.of(line.value())))
            .toList();
        Map<String, String> variables = new HashMap<>();
        incoming.headers()
            .lines()
            .forEach((line) -> variables.putIfAbsent("http_" + line.name().toLowerCase(Locale.ROOT).replace('-', '_'),
                    line.value()));
        variables.put("consumer_name", consumer);
        group.ifPresent((id) -> variables.put("consumer_group_id", id));
        variables.put("route_id", route);
        variables.put("remote_addr", "127.0.0.1");
        variables.put("request_method", incoming.method());
        variables.put("uri", incoming.path());
        variables.put("host", incoming.host());
        return new CallFacts(CLIENT_ADDRESS, incoming.method(), incoming.path(), args, headers, variables,
                incoming.body());
    }

}
