package llmgateway.dialect.ollamachat;

import llmgateway.dialect.conversation.Part;
import llmgateway.dialect.conversation.Signature;

/**
 * Ollama signs nothing, so its thoughts are told with a signature of our own by which
 * they are known again when they come back.
 */
final class Thoughts {

    static final Signature THINKING = new Signature("ollama", "thinking");

    private Thoughts() {
    }

    /** Whether Ollama is told a thought: its own, and those that nobody signed. */
    static boolean areOwn(Part.Thinking thinking) {
        return thinking.signature().filter((signature) -> !signature.equals(THINKING)).isEmpty();
    }

}
