package llmgateway.metrics.autoconfigure;

import java.util.Map;

/**
 * What this process is to a collector, by OpenTelemetry's conventions for services.
 *
 * @param name of all processes that do the same
 * @param instance of this one
 */
record ServiceIdentity(String name, String instance) {

    Map<String, String> attributes() {
        return Map.of("service.name", this.name, "service.instance.id", this.instance);
    }

}
