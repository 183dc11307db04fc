package llmgateway.dialect.conversation;

/** Who speaks. */
public enum Role {

    /** The application; also OpenAI's {@code developer}. */
    SYSTEM,

    /** The person, and the results of the tools that the application ran. */
    USER,

    /** The model. */
    ASSISTANT

}
