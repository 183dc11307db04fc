package llmgateway.dialect.usage;

import java.util.List;

import llmgateway.core.usage.Meter;
import llmgateway.core.usage.Usage;

/**
 * Embeddings: input alone. Sources: {@code CreateEmbeddingResponse} in openai-python
 * 3.3.1; Voyage and Jina tell {@code total_tokens}, Voyage nothing else.
 */
final class EmbeddingsUsage implements AnswerReader {

    static final AnswerFamily FAMILY = AnswerFamily.of(EmbeddingsUsage::new, List.of("usage.**"));

    @Override
    public void read(JsonDocument document, AnswerNotes notes) {
        UsageNumbers numbers = UsageNumbers.below("usage", document);
        if (OpenAiTokens.PROMPT_AND_COMPLETION.isIn(numbers) || numbers.has("total_tokens")) {
            long input = numbers.largestOf("prompt_tokens", "total_tokens");
            notes.usage(numbers.reading(Usage.of(Meter.INPUT_TOKENS, input)));
        }
    }

}
