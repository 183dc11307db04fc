package llmgateway.quickstart;

import java.net.http.HttpHeaders;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Collectors;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the gateway answered.
 *
 * @param body the whole body, streams included
 */
record GatewayAnswer(int status, HttpHeaders headers, String body) {

    private static final String OWN_HEADERS = "x-llm-";

    private static final JsonMapper MAPPER = new JsonMapper();

    JsonNode json() {
        return MAPPER.readTree(this.body);
    }

    String header(String name) {
        return this.headers.firstValue(name).orElse("");
    }

    /** The gateway's own headers on one line. */
    String ownHeaders() {
        return this.headers.map()
            .entrySet()
            .stream()
            .filter((header) -> header.getKey().startsWith(OWN_HEADERS))
            .sorted(Comparator.comparing(Map.Entry::getKey))
            .map((header) -> header.getKey() + ": " + String.join(", ", header.getValue()))
            .collect(Collectors.joining("  "));
    }

}
