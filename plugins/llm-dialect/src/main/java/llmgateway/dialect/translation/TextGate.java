package llmgateway.dialect.translation;

/** Asked before words of the model go on to the client, in their order. May block. */
@FunctionalInterface
public interface TextGate {

    /** Lets everything pass. */
    TextGate OPEN = (text) -> true;

    /**
     * @param text words, a tool's name or arguments, or reasoning
     * @return false if neither this nor anything after it may pass
     */
    boolean admits(String text);

}
