package llmgateway.dialect.usage;

import java.util.List;
import java.util.Map;

import llmgateway.core.usage.Meter;
import llmgateway.core.usage.Usage;

/**
 * Amazon Bedrock's Converse. Input tokens are those beside the cache. A stream tells the
 * usage in its last event, after the one with the reason of the end. Sources:
 * {@code TokenUsage} of the service model {@code bedrock-runtime} 2023-09-30 in botocore
 * of August 2026; Amazon Bedrock user guide, "Prompt caching", read in November 2026.
 */
final class ConverseUsage implements AnswerReader {

    static final AnswerFamily FAMILY = AnswerFamily.of(ConverseUsage::new, List.of("usage.**", "stopReason",
            "serviceTier.type", "delta.text+", "delta.reasoningContent.text+", "delta.toolUse.input+"));

    @Override
    public void read(JsonDocument document, AnswerNotes notes) {
        if (document.has("delta")) {
            notes.token();
            notes.delivered(document);
        }
        if (document.has("stopReason")) {
            notes.whole();
            notes.finishReason(0, document.text("stopReason"));
        }
        notes.serviceTier(document.text("serviceTier.type"));
        UsageNumbers numbers = UsageNumbers.below("usage", document);
        if (numbers.has("inputTokens") || numbers.has("outputTokens")) {
            notes.usage(numbers.reading(usage(numbers)));
        }
    }

    private static Usage usage(UsageNumbers numbers) {
        long hour = 0;
        for (int i = 0; numbers.has("cacheDetails." + i + ".ttl"); i++) {
            String detail = "cacheDetails." + i + ".";
            if (numbers.text(detail + "ttl").filter("1h"::equals).isPresent()) {
                hour += numbers.of(detail + "inputTokens");
            }
        }
        long written = numbers.of("cacheWriteInputTokens");
        return new Usage(Map.of(Meter.INPUT_TOKENS, numbers.of("inputTokens"), Meter.CACHED_INPUT_TOKENS,
                numbers.of("cacheReadInputTokens"), Meter.CACHE_WRITE_1H_TOKENS, hour, Meter.CACHE_WRITE_TOKENS,
                Math.max(0, written - hour), Meter.OUTPUT_TOKENS, numbers.of("outputTokens")));
    }

}
