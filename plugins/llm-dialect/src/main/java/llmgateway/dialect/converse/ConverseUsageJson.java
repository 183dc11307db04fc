package llmgateway.dialect.converse;

import java.util.Map;
import java.util.Optional;

import llmgateway.core.usage.Meter;
import llmgateway.core.usage.Usage;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code usage}: input tokens are those beside the cache. */
final class ConverseUsageJson {

    private ConverseUsageJson() {
    }

    /** What cannot be counts as 0: what is billed is metered elsewhere. */
    static Usage read(JsonNode usage) {
        long hour = usage.path("cacheDetails")
            .valueStream()
            .filter((detail) -> detail.path("ttl").asString("").equals("1h"))
            .mapToLong((detail) -> amount(detail, "inputTokens"))
            .sum();
        return new Usage(Map.of(Meter.INPUT_TOKENS, amount(usage, "inputTokens"), Meter.CACHED_INPUT_TOKENS,
                amount(usage, "cacheReadInputTokens"), Meter.CACHE_WRITE_1H_TOKENS, hour, Meter.CACHE_WRITE_TOKENS,
                Math.max(0, amount(usage, "cacheWriteInputTokens") - hour), Meter.OUTPUT_TOKENS,
                amount(usage, "outputTokens")));
    }

    static ObjectNode write(Usage usage) {
        long cached = usage.of(Meter.CACHED_INPUT_TOKENS) + usage.of(Meter.CACHED_AUDIO_INPUT_TOKENS)
                + usage.of(Meter.CACHED_IMAGE_INPUT_TOKENS);
        long written = usage.of(Meter.CACHE_WRITE_TOKENS) + usage.of(Meter.CACHE_WRITE_1H_TOKENS);
        ObjectNode json = JsonNodeFactory.instance.objectNode()
            .put("inputTokens", usage.inputTokens() - cached - written)
            .put("outputTokens", usage.outputTokens())
            .put("totalTokens", usage.totalTokens());
        return json.put("cacheReadInputTokens", cached).put("cacheWriteInputTokens", written);
    }

    static Optional<String> serviceTier(JsonNode answer) {
        JsonNode type = answer.path("serviceTier").path("type");
        return type.isString() ? Optional.of(type.stringValue()) : Optional.empty();
    }

    private static long amount(JsonNode parent, String field) {
        JsonNode amount = parent.path(field);
        return (amount.isIntegralNumber() && amount.canConvertToLong()) ? Math.max(0, amount.longValue()) : 0;
    }

}
