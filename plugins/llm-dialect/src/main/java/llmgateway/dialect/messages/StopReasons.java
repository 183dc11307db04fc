package llmgateway.dialect.messages;

import java.util.List;

import llmgateway.dialect.conversation.FinishReason;
import llmgateway.dialect.conversation.Part;

/** The words of {@code stop_reason}. */
final class StopReasons {

    private StopReasons() {
    }

    static FinishReason read(String word) {
        return switch (word) {
            case "max_tokens" -> FinishReason.LENGTH;
            case "stop_sequence" -> FinishReason.STOP_SEQUENCE;
            case "tool_use" -> FinishReason.TOOL_CALLS;
            case "pause_turn" -> FinishReason.PAUSED;
            case "refusal" -> FinishReason.REFUSAL;
            case "model_context_window_exceeded" -> FinishReason.CONTEXT_WINDOW;
            default -> FinishReason.STOP;
        };
    }

    static String write(FinishReason reason) {
        return switch (reason) {
            case STOP -> "end_turn";
            case STOP_SEQUENCE -> "stop_sequence";
            case LENGTH -> "max_tokens";
            case CONTEXT_WINDOW -> "model_context_window_exceeded";
            case TOOL_CALLS -> "tool_use";
            case CONTENT_FILTER, REFUSAL -> "refusal";
            case PAUSED -> "pause_turn";
        };
    }

    /** Some APIs tell a refusal by the answer's parts alone. */
    static String write(FinishReason reason, List<Part> parts) {
        return write(refused(reason, parts.stream().anyMatch(Part.Refusal.class::isInstance)));
    }

    static FinishReason refused(FinishReason reason, boolean refusal) {
        return (refusal && reason == FinishReason.STOP) ? FinishReason.REFUSAL : reason;
    }

}
