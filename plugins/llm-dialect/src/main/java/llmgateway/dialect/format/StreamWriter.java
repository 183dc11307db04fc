package llmgateway.dialect.format;

import llmgateway.dialect.conversation.AnswerEvent;

/** Writes the events of one answer as a stream of the client's API. Not thread-safe. */
public interface StreamWriter {

    /**
     * What the client gets for the event, at once.
     * @param event any but {@link AnswerEvent.Failed}: the error that ends a stream is
     * not written here
     * @return whole events; empty for nothing yet
     */
    byte[] write(AnswerEvent event);

    /** What ends the stream, once every choice is finished. */
    byte[] finish();

}
