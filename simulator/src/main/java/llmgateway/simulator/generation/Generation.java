package llmgateway.simulator.generation;

import java.util.List;

/**
 * What the model answers.
 *
 * @param pieces the text as it is streamed; none for tool calls
 * @param toolCalls none for a text
 * @param outputTokens words of the text, or two a tool call
 * @param cutShort whether the client's limit ended the text
 */
public record Generation(List<String> pieces, List<ToolCall> toolCalls, long outputTokens, boolean cutShort) {

    public Generation {
        pieces = List.copyOf(pieces);
        toolCalls = List.copyOf(toolCalls);
    }

    public String text() {
        return String.join("", this.pieces);
    }

    /**
     * @param arguments a JSON object
     */
    public record ToolCall(String name, String arguments) {

        private static final int PIECE = 8;

        /** The arguments as they are streamed; joined they are the arguments again. */
        public List<String> argumentPieces() {
            return List.of(this.arguments.split("(?<=\\G.{" + PIECE + "})"));
        }

    }

}
