package llmgateway.budget.estimate;

/** Counts the tokens of a text, or more. Thread-safe. */
@FunctionalInterface
interface TextTokens {

    /** By UTF-8 bytes. */
    TextTokens BYTES = Utf8::length;

    long count(String text);

}
