package llmgateway.apisix.generate;

import java.util.List;

import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Health checks of an upstream with several nodes. */
final class HealthChecks {

    /** What a node answers that cannot serve; 429 speaks of the key, not of the node. */
    private static final List<Integer> FAILING = List.of(500, 502, 503, 504);

    private HealthChecks() {
    }

    /**
     * Active checks that only connect, so that they need no key and cost nothing, and
     * passive ones, which APISIX has only beside active ones: those bring a node back.
     */
    static ObjectNode byConnecting(String scheme) {
        ObjectNode checks = JsonNodeFactory.instance.objectNode();
        ObjectNode active = checks.putObject("active");
        active.put("type", "tcp").put("timeout", 3);
        active.putObject("healthy").put("interval", 5).put("successes", 1);
        active.putObject("unhealthy").put("interval", 5).put("tcp_failures", 2).put("timeouts", 2);
        ObjectNode passive = checks.putObject("passive");
        passive.put("type", scheme);
        ObjectNode unhealthy = passive.putObject("unhealthy");
        FAILING.forEach(unhealthy.putArray("http_statuses")::add);
        unhealthy.put("http_failures", 5).put("tcp_failures", 2).put("timeouts", 3);
        return checks;
    }

}
