package llmgateway.dialect.usage;

import java.util.List;

import llmgateway.core.usage.Usage;

/**
 * Ollama's chat, whole or line by line; the last line has the counts, and leaves out
 * those that are 0. Source: docs/api.md and api/types.go of Ollama, August 2026.
 */
final class OllamaChatUsage implements AnswerReader {

    private static final List<String> CONTENT = List.of("message.content", "message.thinking",
            "message.tool_calls[].function.name");

    static final AnswerFamily FAMILY = AnswerFamily.of(OllamaChatUsage::new,
            List.of("message.content+", "message.thinking+", "message.tool_calls[].function.name+", "done",
                    "done_reason", "prompt_eval_count", "eval_count"));

    @Override
    public void read(JsonDocument document, AnswerNotes notes) {
        if (CONTENT.stream().anyMatch(document::has)) {
            notes.token();
            notes.delivered(document);
        }
        if (document.text("done").filter("true"::equals).isPresent()) {
            notes.whole();
            notes.finishReason(0, document.text("done_reason"));
            UsageNumbers numbers = UsageNumbers.of(List.of("prompt_eval_count", "eval_count"), document);
            if (numbers.has("prompt_eval_count") || numbers.has("eval_count")) {
                notes.usage(numbers.reading(Usage.ofTokens(numbers.of("prompt_eval_count"), numbers.of("eval_count"))));
            }
        }
    }

}
