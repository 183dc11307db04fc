package llmgateway.relay.answer;

/**
 * How much of a stream is held back from its client. What the client has not got can
 * still come from another attempt.
 */
public enum HoldBack {

    NOTHING,

    /** What comes before the model says something. */
    UNTIL_FIRST_WORDS,

    /** All of it, so that a stream that breaks can be begun anew. */
    UNTIL_THE_END

}
