package llmgateway.dialect.usage;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import llmgateway.core.usage.Meter;
import llmgateway.core.usage.Usage;

/**
 * Anthropic messages. In a stream {@code message_start} and every {@code message_delta}
 * have a usage; they are cumulative, and field by field the last word wins. Input tokens
 * are those beside the cache; output tokens include thinking. The totals do not have what
 * compaction and the advisor tool used: that stands among the iterations, and is charged
 * like the rest. Sources: {@code BetaUsage}, {@code BetaMessageDeltaUsage} and
 * {@code BetaIterationsUsage} in anthropic-sdk-python of 2026; Claude API docs,
 * "Streaming", "Prompt caching", "Compaction" and "Advisor tool", read in November 2026.
 */
final class MessagesUsage implements AnswerReader {

    static final AnswerFamily FAMILY = AnswerFamily.of(MessagesUsage::new,
            List.of("usage.**", "stop_reason", "delta.stop_reason", "message.id", "message.model", "message.usage.**",
                    "delta.text+", "delta.thinking+", "delta.partial_json+"));

    /** Iterations that the totals leave out. */
    private static final List<String> APART = List.of("compaction", "advisor_message");

    private final Map<String, String> texts = new HashMap<>();

    @Override
    public void read(JsonDocument document, AnswerNotes notes) {
        switch (document.text("type").orElse("")) {
            case "message_stop" -> notes.whole();
            case "error" -> notes.error();
            case "content_block_delta" -> {
                notes.token();
                notes.delivered(document);
            }
            default -> {
            }
        }
        notes.id(document.text("message.id"));
        notes.finishReason(0, document.text("stop_reason").or(() -> document.text("delta.stop_reason")));
        notes.model(document.text("message.model"));
        if (document.has("usage") || document.has("message.usage")) {
            document.eachBelow("message.usage", this.texts::put);
            document.eachBelow("usage", this.texts::put);
            readUsage(notes);
        }
    }

    private void readUsage(AnswerNotes notes) {
        UsageNumbers numbers = new UsageNumbers(this.texts);
        if (numbers.has("input_tokens") || numbers.has("output_tokens")) {
            notes.serviceTier(numbers.text("service_tier"));
            Usage usage = tokens(numbers, "").with(Meter.WEB_SEARCHES,
                    numbers.of("server_tool_use.web_search_requests"));
            for (int i = 0; numbers.has("iterations." + i + ".type"); i++) {
                String iteration = "iterations." + i + ".";
                if (numbers.text(iteration + "type").filter(APART::contains).isPresent()) {
                    usage = usage.plus(tokens(numbers, iteration));
                }
            }
            notes.usage(numbers.reading(usage));
        }
    }

    private static Usage tokens(UsageNumbers numbers, String parent) {
        long hour = numbers.of(parent + "cache_creation.ephemeral_1h_input_tokens");
        long minutes = numbers.of(parent + "cache_creation.ephemeral_5m_input_tokens");
        long written = numbers.of(parent + "cache_creation_input_tokens");
        long output = numbers.of(parent + "output_tokens");
        long thinking = numbers.of(parent + "output_tokens_details.thinking_tokens");
        return new Usage(Map.of(Meter.INPUT_TOKENS, numbers.of(parent + "input_tokens"), Meter.CACHED_INPUT_TOKENS,
                numbers.of(parent + "cache_read_input_tokens"), Meter.CACHE_WRITE_1H_TOKENS, hour,
                // The sum of both where it is told, which is always so today.
                Meter.CACHE_WRITE_TOKENS, Math.max(minutes, written - hour), Meter.REASONING_TOKENS, thinking,
                Meter.OUTPUT_TOKENS, numbers.rest("output_tokens", output, thinking)));
    }

}
