package llmgateway.dialect.usage;

import java.util.List;

import llmgateway.core.usage.Meter;
import llmgateway.core.usage.Usage;

/**
 * Cohere's embed: the input that is billed. Source: {@code ApiMetaBilledUnits}, Cohere's
 * API reference, "Embed API (v2)", November 2026.
 */
final class CohereEmbedUsage implements AnswerReader {

    static final AnswerFamily FAMILY = AnswerFamily.of(CohereEmbedUsage::new, List.of("meta.billed_units.**"));

    @Override
    public void read(JsonDocument document, AnswerNotes notes) {
        UsageNumbers numbers = UsageNumbers.below("meta.billed_units", document);
        if (numbers.has("input_tokens")) {
            notes.usage(numbers.reading(Usage.of(Meter.INPUT_TOKENS, numbers.roundedUp("input_tokens"))));
        }
    }

}
