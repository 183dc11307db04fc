package llmgateway.core.usage;

/** What an answer says of its own usage. */
public sealed interface UsageReading {

    record Reported(Usage usage) implements UsageReading {
    }

    /** The answer tells none, or broke off before it did. */
    record Absent() implements UsageReading {
    }

    /**
     * What stands there cannot be: negative, not whole, beyond every number.
     *
     * @param problem for the log; nothing of the answer's text
     */
    record Unusable(String problem) implements UsageReading {
    }

}
