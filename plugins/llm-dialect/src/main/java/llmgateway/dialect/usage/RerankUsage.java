package llmgateway.dialect.usage;

import java.util.List;

import llmgateway.core.usage.Meter;
import llmgateway.core.usage.Usage;

/**
 * Rerankings: by the search, or by the token. Sources, read in November 2026: Cohere API,
 * "Rerank" ({@code meta.billed_units.search_units}); OpenRouter, "Create rerank"
 * ({@code usage.search_units}); Jina and Voyage ({@code usage.total_tokens}).
 */
final class RerankUsage implements AnswerReader {

    private static final Wanted FIELDS = Wanted.of(List.of("model", "error", "usage.**", "meta.billed_units.**"));

    @Override
    public Wanted fields() {
        return FIELDS;
    }

    @Override
    public void read(JsonDocument document, AnswerNotes notes) {
        notes.model(document.text("model"));
        UsageNumbers billed = UsageNumbers.below("meta.billed_units", document);
        UsageNumbers numbers = UsageNumbers.below("usage", document);
        if (billed.has("search_units")) {
            searched(billed, notes);
        }
        else if (numbers.has("search_units")) {
            searched(numbers, notes);
        }
        else if (numbers.has("total_tokens") || OpenAiTokens.PROMPT_AND_COMPLETION.isIn(numbers)) {
            long tokens = numbers.largestOf("total_tokens", "prompt_tokens");
            notes.usage(numbers.reading(Usage.of(Meter.INPUT_TOKENS, tokens)));
        }
    }

    private static void searched(UsageNumbers numbers, AnswerNotes notes) {
        notes.usage(numbers.reading(Usage.of(Meter.RERANK_SEARCHES, numbers.roundedUp("search_units"))));
    }

}
