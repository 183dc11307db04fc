package llmgateway.dialect.prompt;

import java.util.Set;

/**
 * Fields of a body's root that no model reads: they choose the model, steer the sampling
 * or label the call (OpenAI's and Anthropic's API references, November 2026). Whatever is
 * not among them is told.
 */
final class NotInput {

    private static final Set<String> FIELDS = Set.of("model", "stream", "stream_options", "n", "best_of", "seed",
            "temperature", "top_p", "top_k", "stop", "stop_sequences", "max_tokens", "max_completion_tokens",
            "max_output_tokens", "max_tokens_to_sample", "presence_penalty", "frequency_penalty", "logit_bias",
            "logprobs", "top_logprobs", "service_tier", "store", "user", "safety_identifier", "metadata",
            "prompt_cache_key", "prompt_cache_retention", "encoding_format", "dimensions");

    private NotInput() {
    }

    static boolean contains(String field) {
        return FIELDS.contains(field);
    }

}
