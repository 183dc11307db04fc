package llmgateway.dialect.usage;

import java.util.List;
import java.util.Set;

import llmgateway.core.usage.Meter;
import llmgateway.core.usage.Usage;

/**
 * Cohere's chat: the units that are billed, which leave out what Cohere itself adds to a
 * prompt. Sources: {@code Usage} and {@code V2ChatStreamResponse} in cohere-java of March
 * 2026; Cohere API, "Chat with Streaming", read in November 2026.
 */
final class CohereChatUsage implements AnswerReader {

    private static final Set<String> CONTENT = Set.of("content-delta", "tool-plan-delta", "tool-call-start",
            "tool-call-delta");

    static final AnswerFamily FAMILY = AnswerFamily.of(CohereChatUsage::new,
            List.of("finish_reason", "usage.**", "delta.finish_reason", "delta.error", "delta.usage.**",
                    "delta.message.content.text+", "delta.message.content.thinking+", "delta.message.tool_plan+",
                    "delta.message.tool_calls.function.name+", "delta.message.tool_calls.function.arguments+"));

    @Override
    public void read(JsonDocument document, AnswerNotes notes) {
        String type = document.text("type").orElse("");
        if (type.equals("message-end")) {
            notes.whole();
        }
        if (CONTENT.contains(type)) {
            notes.token();
            notes.delivered(document);
        }
        if (document.has("delta.error") || document.text("delta.finish_reason").filter("ERROR"::equals).isPresent()) {
            notes.error();
        }
        notes.finishReason(0, document.text("finish_reason").or(() -> document.text("delta.finish_reason")));
        readUsage("usage", document, notes);
        readUsage("delta.usage", document, notes);
    }

    private static void readUsage(String place, JsonDocument document, AnswerNotes notes) {
        UsageNumbers numbers = UsageNumbers.below(place, document);
        for (String unit : List.of("billed_units.", "tokens.")) {
            if (numbers.has(unit + "input_tokens") || numbers.has(unit + "output_tokens")) {
                long input = numbers.of(unit + "input_tokens");
                long cached = Math.min(input, numbers.of("cached_tokens"));
                notes.usage(numbers.reading(Usage.ofTokens(input - cached, numbers.of(unit + "output_tokens"))
                    .with(Meter.CACHED_INPUT_TOKENS, cached)));
                return;
            }
        }
    }

}
