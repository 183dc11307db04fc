package llmgateway.dialect.usage;

import java.util.List;

import llmgateway.core.usage.Meter;
import llmgateway.core.usage.Usage;

/**
 * Ollama's embed: input alone. Source: docs/api.md and api/types.go of Ollama, August
 * 2026.
 */
final class OllamaEmbedUsage implements AnswerReader {

    private static final String COUNT = "prompt_eval_count";

    static final AnswerFamily FAMILY = AnswerFamily.of(OllamaEmbedUsage::new, List.of(COUNT));

    @Override
    public void read(JsonDocument document, AnswerNotes notes) {
        UsageNumbers numbers = UsageNumbers.of(List.of(COUNT), document);
        if (numbers.has(COUNT)) {
            notes.usage(numbers.reading(Usage.of(Meter.INPUT_TOKENS, numbers.of(COUNT))));
        }
    }

}
