package llmgateway.dialect.usage;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import llmgateway.core.usage.Meter;
import llmgateway.core.usage.Usage;

/**
 * Vertex AI's text embeddings: the input of each prediction. Source: Vertex AI
 * documentation, "Text embeddings API", November 2026.
 */
final class VertexEmbedUsage implements AnswerReader {

    private static final String PREDICTION = "predictions[]";

    private static final String TOKENS = PREDICTION + ".embeddings.statistics.token_count";

    static final AnswerFamily FAMILY = AnswerFamily.of(VertexEmbedUsage::new, List.of(TOKENS + "#"));

    /** Nothing where it is not told of each. */
    @Override
    public void read(JsonDocument document, AnswerNotes notes) {
        List<String> counts = document.all(TOKENS);
        if (counts.isEmpty() || counts.size() != document.count(PREDICTION)) {
            return;
        }
        Map<String, String> texts = new HashMap<>();
        for (int i = 0; i < counts.size(); i++) {
            texts.put(name(i), counts.get(i));
        }
        UsageNumbers numbers = new UsageNumbers(texts);
        long tokens = 0;
        for (int i = 0; i < counts.size(); i++) {
            tokens += numbers.roundedUp(name(i));
        }
        notes.usage(numbers.reading(Usage.of(Meter.INPUT_TOKENS, tokens)));
    }

    private static String name(int index) {
        return "predictions[" + index + "].token_count";
    }

}
