package llmgateway.dialect.chatcompletions;

import llmgateway.dialect.conversation.FinishReason;

/**
 * Words for why an answer ended. Sources, read in November 2026: OpenAI's OpenAPI
 * description 2.3.0; Mistral API ({@code model_length}); Hugging Face TGI
 * ({@code eos_token}, {@code stop_sequence}).
 */
final class FinishReasons {

    private FinishReasons() {
    }

    /** What is unknown counts as an end like any other. */
    static FinishReason read(String word) {
        return switch (word) {
            case "length", "max_tokens", "model_length" -> FinishReason.LENGTH;
            case "tool_calls", "function_call" -> FinishReason.TOOL_CALLS;
            case "content_filter" -> FinishReason.CONTENT_FILTER;
            case "stop_sequence" -> FinishReason.STOP_SEQUENCE;
            default -> FinishReason.STOP;
        };
    }

    /**
     * @param hasRefusal whether the answer has the model's words of refusal, with which
     * OpenAI ends it as any other
     */
    static String write(FinishReason reason, boolean hasRefusal) {
        return switch (reason) {
            case STOP, STOP_SEQUENCE, PAUSED -> "stop";
            case LENGTH, CONTEXT_WINDOW -> "length";
            case TOOL_CALLS -> "tool_calls";
            case CONTENT_FILTER -> "content_filter";
            case REFUSAL -> hasRefusal ? "stop" : "content_filter";
        };
    }

}
