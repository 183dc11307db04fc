package llmgateway.dialect.converse;

import llmgateway.dialect.conversation.FinishReason;

/** The words of {@code stopReason}. */
final class ConverseStopReasons {

    private ConverseStopReasons() {
    }

    static FinishReason read(String word) {
        return switch (word) {
            case "tool_use" -> FinishReason.TOOL_CALLS;
            case "max_tokens" -> FinishReason.LENGTH;
            case "stop_sequence" -> FinishReason.STOP_SEQUENCE;
            case "guardrail_intervened", "content_filtered" -> FinishReason.CONTENT_FILTER;
            case "model_context_window_exceeded" -> FinishReason.CONTEXT_WINDOW;
            case "refusal" -> FinishReason.REFUSAL;
            default -> FinishReason.STOP;
        };
    }

}
