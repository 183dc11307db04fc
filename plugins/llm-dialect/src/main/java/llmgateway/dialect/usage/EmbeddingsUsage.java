package llmgateway.dialect.usage;

import java.util.List;

import llmgateway.core.usage.Meter;
import llmgateway.core.usage.Usage;

/**
 * Embeddings: input alone. Sources: {@code CreateEmbeddingResponse} in openai-python
 * 3.3.1; Voyage and Jina tell {@code total_tokens}, Voyage nothing else.
 */
final class EmbeddingsUsage implements AnswerReader {

    private static final Wanted FIELDS = Wanted.of(List.of("model", "error", "usage.**"));

    @Override
    public Wanted fields() {
        return FIELDS;
    }

    @Override
    public void read(JsonDocument document, AnswerNotes notes) {
        notes.model(document.text("model"));
        UsageNumbers numbers = UsageNumbers.below("usage", document);
        if (OpenAiTokens.PROMPT_AND_COMPLETION.isIn(numbers) || numbers.has("total_tokens")) {
            long input = numbers.largestOf("prompt_tokens", "total_tokens");
            notes.usage(numbers.reading(Usage.of(Meter.INPUT_TOKENS, input)));
        }
    }

}
