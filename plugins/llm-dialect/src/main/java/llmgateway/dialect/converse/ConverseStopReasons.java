package llmgateway.dialect.converse;

import llmgateway.dialect.conversation.FinishReason;

/** The words of {@code stopReason}. */
final class ConverseStopReasons {

    private ConverseStopReasons() {
    }

    static String write(FinishReason reason) {
        return switch (reason) {
            case STOP, PAUSED -> "end_turn";
            case STOP_SEQUENCE -> "stop_sequence";
            case LENGTH -> "max_tokens";
            case CONTEXT_WINDOW -> "model_context_window_exceeded";
            case TOOL_CALLS -> "tool_use";
            case CONTENT_FILTER -> "content_filtered";
            case REFUSAL -> "refusal";
        };
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
