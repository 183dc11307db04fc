package llmgateway.dialect.usage;

import llmgateway.core.usage.AnswerReading;

/**
 * Reads an answer that passes by, piece by piece, however it is cut. Never throws for
 * what it reads, never writes to it, and holds a few kilobytes whatever the answer's
 * size. Used once, by one thread at a time.
 */
public interface AnswerMeter {

    /**
     * @param bytes not kept
     */
    void write(byte[] bytes, int offset, int length);

    /**
     * Whether the first event with content has come; never so of an answer that is no
     * stream.
     */
    boolean tokenSeen();

    /** Whether an error has come. */
    boolean errorSeen();

    /**
     * Whether a stream has said that the model is done, or that it is over itself; never
     * so of an answer that is no stream.
     */
    boolean endSeen();

    /**
     * To be called once, when nothing more comes.
     * @param ended whether the connection says that the answer is complete; decides where
     * the format has no end of its own
     */
    AnswerReading finish(boolean ended);

}
