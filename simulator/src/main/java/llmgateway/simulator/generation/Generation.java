package llmgateway.simulator.generation;

import java.util.List;
import java.util.Optional;

/**
 * What the model answers.
 *
 * @param thoughts what it thought before, as it is streamed; none if it did not think
 * @param pieces the text as it is streamed; none for tool calls
 * @param toolCalls none for a text
 * @param outputTokens words of thoughts and text, or two a tool call
 * @param end why it ended
 * @param stopSequence the one that ended it
 */
public record Generation(List<String> thoughts, List<String> pieces, List<ToolCall> toolCalls, long outputTokens,
        End end, Optional<String> stopSequence) {

    public Generation {
        thoughts = List.copyOf(thoughts);
        pieces = List.copyOf(pieces);
        toolCalls = List.copyOf(toolCalls);
    }

    public String text() {
        return String.join("", this.pieces);
    }

    public String thought() {
        return String.join("", this.thoughts);
    }

    /** How many of the output tokens are thoughts. */
    public long reasoningTokens() {
        return this.thoughts.size();
    }

    public boolean cutShort() {
        return this.end == End.LENGTH;
    }

    /** Why an answer ended. */
    public enum End {

        /** All was said. */
        DONE,

        /** The client's limit was reached. */
        LENGTH,

        /** A stop sequence came, which is left out. */
        STOP_SEQUENCE,

        /** Tools are to be called. */
        TOOL_CALLS,

        /** The model declines; its text says so. */
        REFUSAL

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
