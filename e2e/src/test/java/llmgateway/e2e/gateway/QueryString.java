package llmgateway.e2e.gateway;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** {@code ngx.req.get_uri_args} and {@code set_uri_args}. */
final class QueryString {

    private QueryString() {
    }

    static Map<String, List<Optional<String>>> decode(String query) {
        Map<String, List<Optional<String>>> args = new LinkedHashMap<>();
        for (String part : query.split("&")) {
            int equals = part.indexOf('=');
            String name = decoded((equals < 0) ? part : part.substring(0, equals));
            if (!name.isEmpty()) {
                args.computeIfAbsent(name, (key) -> new ArrayList<>())
                    .add((equals < 0) ? Optional.empty() : Optional.of(decoded(part.substring(equals + 1))));
            }
        }
        return args;
    }

    static String encode(Map<String, List<Optional<String>>> args) {
        return args.entrySet()
            .stream()
            .flatMap((arg) -> arg.getValue()
                .stream()
                .map((value) -> encoded(arg.getKey()) + value.map((text) -> "=" + encoded(text)).orElse("")))
            .collect(Collectors.joining("&"));
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

}
