package llmgateway.dialect.format;

/** Reads the stream of one answer, however its bytes are cut. Not thread-safe. */
public interface StreamReader {

    /**
     * @param bytes not kept
     * @throws UnreadableAnswer if it is none of this API
     */
    void write(byte[] bytes, int offset, int length);

    /**
     * To be called once, at the end of the bytes.
     * @throws UnreadableAnswer if the stream ended before the answer did
     */
    void finish();

}
