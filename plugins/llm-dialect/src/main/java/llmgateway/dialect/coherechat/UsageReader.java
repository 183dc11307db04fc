package llmgateway.dialect.coherechat;

import java.util.Optional;

import llmgateway.core.usage.Meter;
import llmgateway.core.usage.Usage;
import tools.jackson.databind.JsonNode;

/** Reads {@code usage}: the units that are billed. */
final class UsageReader {

    private UsageReader() {
    }

    static Optional<Usage> read(JsonNode usage) {
        JsonNode units = usage.path("billed_units").isObject() ? usage.path("billed_units") : usage.path("tokens");
        if (!units.isObject()) {
            return Optional.empty();
        }
        long input = number(units, "input_tokens");
        long cached = Math.min(input, number(usage, "cached_tokens"));
        return Optional
            .of(Usage.ofTokens(input - cached, number(units, "output_tokens")).with(Meter.CACHED_INPUT_TOKENS, cached));
    }

    private static long number(JsonNode object, String name) {
        return Math.max(0, (long) object.path(name).asDouble(0));
    }

}
