package llmgateway.dialect.coherechat;

import llmgateway.dialect.conversation.FinishReason;

/** {@code ChatFinishReason}. */
final class FinishReasons {

    /** The generation failed. */
    static final String ERROR = "ERROR";

    private FinishReasons() {
    }

    static FinishReason read(String reason) {
        return switch (reason) {
            case "STOP_SEQUENCE" -> FinishReason.STOP_SEQUENCE;
            // It ran out of time.
            case "MAX_TOKENS", "TIMEOUT" -> FinishReason.LENGTH;
            case "TOOL_CALL" -> FinishReason.TOOL_CALLS;
            default -> FinishReason.STOP;
        };
    }

}
