package llmgateway.dialect.messages;

import java.util.Map;
import java.util.Optional;

import llmgateway.core.usage.Meter;
import llmgateway.core.usage.Usage;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code usage}: input tokens are those beside the cache, output tokens include thinking.
 */
final class UsageJson {

    private static final String TIER = "service_tier";

    private UsageJson() {
    }

    /** What cannot be counts as 0: what is billed is metered elsewhere. */
    static Usage read(JsonNode usage) {
        JsonNode creation = usage.path("cache_creation");
        long hour = amount(creation, "ephemeral_1h_input_tokens");
        long written = amount(usage, "cache_creation_input_tokens");
        long output = amount(usage, "output_tokens");
        long thinking = Math.min(output, amount(usage.path("output_tokens_details"), "thinking_tokens"));
        return new Usage(Map.of(Meter.INPUT_TOKENS, amount(usage, "input_tokens"), Meter.CACHED_INPUT_TOKENS,
                amount(usage, "cache_read_input_tokens"), Meter.CACHE_WRITE_1H_TOKENS, hour, Meter.CACHE_WRITE_TOKENS,
                Math.max(amount(creation, "ephemeral_5m_input_tokens"), written - hour), Meter.REASONING_TOKENS,
                thinking, Meter.OUTPUT_TOKENS, output - thinking, Meter.WEB_SEARCHES,
                amount(usage.path("server_tool_use"), "web_search_requests")));
    }

    static Optional<String> serviceTier(JsonNode usage) {
        return usage.path(TIER).isString() ? Optional.of(ServiceTiers.readUsed(usage.path(TIER).stringValue()))
                : Optional.empty();
    }

    private static long amount(JsonNode parent, String field) {
        JsonNode amount = parent.path(field);
        return (amount.isIntegralNumber() && amount.canConvertToLong()) ? Math.max(0, amount.longValue()) : 0;
    }

    static ObjectNode write(Usage usage, Optional<String> serviceTier) {
        long minutes = usage.of(Meter.CACHE_WRITE_TOKENS);
        long hour = usage.of(Meter.CACHE_WRITE_1H_TOKENS);
        long cached = usage.of(Meter.CACHED_INPUT_TOKENS) + usage.of(Meter.CACHED_AUDIO_INPUT_TOKENS)
                + usage.of(Meter.CACHED_IMAGE_INPUT_TOKENS);
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("input_tokens", usage.inputTokens() - cached - minutes - hour);
        json.put("cache_creation_input_tokens", minutes + hour);
        json.put("cache_read_input_tokens", cached);
        json.putObject("cache_creation")
            .put("ephemeral_5m_input_tokens", minutes)
            .put("ephemeral_1h_input_tokens", hour);
        json.put("output_tokens", usage.outputTokens());
        if (usage.of(Meter.REASONING_TOKENS) > 0) {
            json.putObject("output_tokens_details").put("thinking_tokens", usage.of(Meter.REASONING_TOKENS));
        }
        if (usage.of(Meter.WEB_SEARCHES) > 0) {
            json.putObject("server_tool_use")
                .put("web_search_requests", usage.of(Meter.WEB_SEARCHES))
                .put("web_fetch_requests", 0);
        }
        serviceTier.ifPresent((tier) -> json.put(TIER, ServiceTiers.writeUsed(tier)));
        return json;
    }

}
