package llmgateway.dialect.conversation;

/** Whether the model may, must or must not call tools. */
public sealed interface ToolChoice {

    /** As the model likes. */
    record Auto() implements ToolChoice {
    }

    record None() implements ToolChoice {
    }

    /** At least one, whichever. */
    record Required() implements ToolChoice {
    }

    /** This one. */
    record Named(String name) implements ToolChoice {
    }

}
