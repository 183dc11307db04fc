package llmgateway.core.prompt;

/**
 * The input of a call. Read from its body each time it is told, so only where somebody
 * wants to know.
 */
@FunctionalInterface
public interface Prompt {

    /** A call without input. */
    Prompt NONE = (visitor) -> {
    };

    /** Tells every part, in the order of the body. */
    void tell(PromptVisitor visitor);

}
