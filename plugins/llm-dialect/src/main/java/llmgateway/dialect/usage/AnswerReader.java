package llmgateway.dialect.usage;

/**
 * Knows what the answers of one family of endpoints say. Of one answer at a time.
 */
interface AnswerReader {

    /** The fields that {@link #read} asks for. */
    Wanted fields();

    /**
     * @param document one event of a stream, or the whole answer
     */
    void read(JsonDocument document, AnswerNotes notes);

}
