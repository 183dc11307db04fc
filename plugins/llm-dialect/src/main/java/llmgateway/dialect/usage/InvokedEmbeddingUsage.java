package llmgateway.dialect.usage;

import java.util.List;
import java.util.Map;

import llmgateway.core.http.Headers;
import llmgateway.core.usage.Meter;
import llmgateway.core.usage.Usage;
import llmgateway.dialect.bedrock.InputTokenCount;

/**
 * Embeddings by Bedrock's InvokeModel: input alone, told by Titan in its document and by
 * Bedrock in the head, where Cohere's is told alone. Source: Amazon Bedrock User Guide,
 * "Amazon Titan Embeddings Text", November 2026, and {@link InputTokenCount}.
 */
final class InvokedEmbeddingUsage implements AnswerReader {

    private static final String COUNT = "inputTextTokenCount";

    static final AnswerFamily FAMILY = AnswerFamily.of(InvokedEmbeddingUsage::new, List.of(COUNT));

    @Override
    public void read(JsonDocument document, AnswerNotes notes) {
        input(COUNT, UsageNumbers.of(List.of(COUNT), document), notes);
    }

    static void read(Headers head, AnswerNotes notes) {
        InputTokenCount.of(head)
            .ifPresent((tokens) -> input(InputTokenCount.HEADER,
                    new UsageNumbers(Map.of(InputTokenCount.HEADER, tokens.strip())), notes));
    }

    private static void input(String name, UsageNumbers numbers, AnswerNotes notes) {
        if (numbers.has(name)) {
            notes.usage(numbers.reading(Usage.of(Meter.INPUT_TOKENS, numbers.of(name))));
        }
    }

}
