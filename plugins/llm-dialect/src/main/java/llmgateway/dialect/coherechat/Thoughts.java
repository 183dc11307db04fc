package llmgateway.dialect.coherechat;

import java.util.Optional;

import llmgateway.dialect.conversation.Part;
import llmgateway.dialect.conversation.Signature;

/**
 * Cohere signs nothing, so its thoughts are told with a signature of our own by which
 * they are known again when they come back: the name of the field they stood in.
 */
final class Thoughts {

    static final Signature THINKING = new Signature("cohere", "thinking");

    /** What is said before tools are called. */
    static final Signature TOOL_PLAN = new Signature("cohere", "tool_plan");

    private Thoughts() {
    }

    static Part told(String text, Signature field) {
        return new Part.Thinking(text, Optional.of(field));
    }

    /** Whether Cohere is told a thought: its own, and those that nobody signed. */
    static boolean areOwn(Part.Thinking thinking) {
        return !thinking.text().isEmpty()
                && thinking.signature().filter((signature) -> signature.of("cohere").isEmpty()).isEmpty();
    }

    static boolean isPlan(Part.Thinking thinking) {
        return thinking.signature().equals(Optional.of(TOOL_PLAN));
    }

}
