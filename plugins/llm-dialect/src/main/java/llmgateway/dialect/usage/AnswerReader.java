package llmgateway.dialect.usage;

/** Understands the documents of one answer, one after the other. */
@FunctionalInterface
interface AnswerReader {

    /**
     * @param document one event of a stream, or the whole answer; {@code model} and
     * {@code error} at its top are noted already
     */
    void read(JsonDocument document, AnswerNotes notes);

}
