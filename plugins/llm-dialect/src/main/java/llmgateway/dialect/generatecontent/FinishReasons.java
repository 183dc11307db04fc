package llmgateway.dialect.generatecontent;

import llmgateway.dialect.conversation.FinishReason;

/** {@code Candidate.FinishReason}. */
final class FinishReasons {

    private FinishReasons() {
    }

    /**
     * @param called whether the answer calls a tool, which has no reason of its own
     */
    static FinishReason read(String reason, boolean called) {
        return switch (reason) {
            case "MAX_TOKENS" -> FinishReason.LENGTH;
            case "SAFETY", "RECITATION", "LANGUAGE", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII", "MODEL_ARMOR",
                    "IMAGE_SAFETY", "IMAGE_PROHIBITED_CONTENT", "IMAGE_RECITATION" ->
                FinishReason.CONTENT_FILTER;
            // What is left ends an answer for no reason that others have a name for.
            default -> called ? FinishReason.TOOL_CALLS : FinishReason.STOP;
        };
    }

    static String write(FinishReason reason) {
        return switch (reason) {
            case STOP, STOP_SEQUENCE, TOOL_CALLS, PAUSED -> "STOP";
            case LENGTH, CONTEXT_WINDOW -> "MAX_TOKENS";
            case CONTENT_FILTER, REFUSAL -> "SAFETY";
        };
    }

}
