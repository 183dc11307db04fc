package llmgateway.dialect.usage;

import java.util.List;

import llmgateway.core.usage.Meter;
import llmgateway.core.usage.Usage;

/**
 * Gemini's batchEmbedContents: input alone. Source: {@code EmbeddingUsageMetadata},
 * Gemini API reference, "Embeddings", November 2026; older versions of the API tell none.
 */
final class BatchEmbedContentsUsage implements AnswerReader {

    static final AnswerFamily FAMILY = AnswerFamily.of(BatchEmbedContentsUsage::new, List.of("usageMetadata.**"));

    @Override
    public void read(JsonDocument document, AnswerNotes notes) {
        UsageNumbers numbers = UsageNumbers.below("usageMetadata", document);
        if (numbers.has("promptTokenCount")) {
            notes.usage(numbers.reading(Usage.of(Meter.INPUT_TOKENS, numbers.roundedUp("promptTokenCount"))));
        }
    }

}
