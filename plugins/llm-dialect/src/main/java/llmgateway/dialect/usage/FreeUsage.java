package llmgateway.dialect.usage;

import java.util.List;

import llmgateway.core.usage.Usage;
import llmgateway.core.usage.UsageReading;

/**
 * What providers do not bill: lists of models, counting tokens, and moderations where no
 * usage is told. Source: OpenAI's guide "Moderation" and Anthropic's "Token counting",
 * November 2026. Mistral bills moderations, and tells their tokens.
 */
final class FreeUsage implements AnswerReader {

    private static final Wanted FIELDS = Wanted.of(List.of("model", "error", "usage.**"));

    @Override
    public Wanted fields() {
        return FIELDS;
    }

    @Override
    public void read(JsonDocument document, AnswerNotes notes) {
        notes.model(document.text("model"));
        UsageNumbers numbers = UsageNumbers.below("usage", document);
        if (OpenAiTokens.PROMPT_AND_COMPLETION.isIn(numbers)) {
            notes.usage(numbers.reading(OpenAiTokens.PROMPT_AND_COMPLETION.split(numbers)));
        }
        else if (!notes.isError()) {
            notes.usage(new UsageReading.Reported(Usage.NONE));
        }
    }

}
