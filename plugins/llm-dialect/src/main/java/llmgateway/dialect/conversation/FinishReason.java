package llmgateway.dialect.conversation;

/** Why an answer ended. */
public enum FinishReason {

    /** The model was done. */
    STOP,

    /** It wrote one of the request's stop sequences. */
    STOP_SEQUENCE,

    /** It reached the output limit. */
    LENGTH,

    /** Input and output together reached the model's context window. */
    CONTEXT_WINDOW,

    /** It waits for the results of tools. */
    TOOL_CALLS,

    /** The provider's filter stopped it. */
    CONTENT_FILTER,

    /** The model declined. */
    REFUSAL,

    /** The provider paused a long turn; sent back as it is, the model goes on. */
    PAUSED

}
