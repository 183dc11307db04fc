package llmgateway.dialect.usage;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import llmgateway.core.usage.Meter;
import llmgateway.core.usage.Usage;

/**
 * Chat and text completions. Of several usages in a stream the last wins: some providers
 * send one with every chunk. Sources, read in November 2026: {@code CompletionUsage} in
 * openai-python 3.3.1; DeepSeek API, "Create Chat Completion"
 * ({@code prompt_cache_hit_tokens}); Kimi API, "Chat" ({@code cached_tokens}, and in
 * streams {@code choices[0].usage}); Groq API ({@code x_groq.usage} in the last chunk);
 * OpenRouter, "Usage Accounting" ({@code cache_write_tokens}); Alibaba Model Studio,
 * "Context cache" ({@code cache_creation_input_tokens}); Mistral API
 * ({@code prompt_audio_seconds}); Perplexity API ({@code num_search_queries}).
 */
final class ChatUsage implements AnswerReader {

    private static final List<String> PLACES = List.of("usage", "x_groq.usage", "choices[].usage");

    private static final List<String> CONTENT = List.of("choices[].delta.content", "choices[].delta.reasoning_content",
            "choices[].delta.reasoning", "choices[].delta.refusal", "choices[].delta.tool_calls[].id",
            "choices[].delta.tool_calls[].function.name", "choices[].delta.function_call.name",
            "choices[].delta.audio.data", "choices[].text");

    /** What a client gets to read, and is billed as output. */
    private static final List<String> TEXT = List.of("choices[].delta.content+", "choices[].delta.reasoning_content+",
            "choices[].delta.reasoning+", "choices[].delta.refusal+", "choices[].delta.tool_calls[].function.name+",
            "choices[].delta.tool_calls[].function.arguments+", "choices[].delta.function_call.name+",
            "choices[].delta.function_call.arguments+", "choices[].text+");

    private static final String CHOICE = "choices[].index";

    private static final String FINISH_REASON = "choices[].finish_reason";

    private static final List<String> OTHERS = List.of("service_tier", CHOICE, FINISH_REASON + "#", "x_groq.error",
            "usage.**", "x_groq.usage.**", "choices[].usage.**");

    static final AnswerFamily FAMILY = AnswerFamily.of(ChatUsage::new,
            Stream.of(CONTENT, TEXT, OTHERS).flatMap(List::stream).toList());

    @Override
    public void read(JsonDocument document, AnswerNotes notes) {
        notes.serviceTier(document.text("service_tier"));
        if (document.has("x_groq.error")) {
            notes.error();
        }
        if (!notes.tokenSeen() && CONTENT.stream().anyMatch(document::has)) {
            notes.token();
        }
        notes.delivered(document);
        notes.finishReasons(document.all(FINISH_REASON), document.text(CHOICE));
        numbers(document).ifPresent((numbers) -> notes.usage(numbers.reading(usage(numbers))));
    }

    private static Optional<UsageNumbers> numbers(JsonDocument document) {
        return PLACES.stream()
            .filter(document::has)
            .map((place) -> UsageNumbers.below(place, document))
            .filter(OpenAiTokens.PROMPT_AND_COMPLETION::isIn)
            .findFirst();
    }

    private static Usage usage(UsageNumbers numbers) {
        return OpenAiTokens.PROMPT_AND_COMPLETION.split(numbers)
            .with(Meter.WEB_SEARCHES, numbers.of("num_search_queries"));
    }

}
