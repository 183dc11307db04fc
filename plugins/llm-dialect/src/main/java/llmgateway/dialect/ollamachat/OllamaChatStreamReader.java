package llmgateway.dialect.ollamachat;

import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;

import llmgateway.dialect.conversation.AnswerEvent;
import llmgateway.dialect.format.StreamReader;
import llmgateway.dialect.format.UnreadableAnswer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Reads a stream of lines, each a JSON document (NDJSON). */
final class OllamaChatStreamReader implements StreamReader {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** A line may carry an image. */
    private static final int LINE_BYTES = 16 * 1024 * 1024;

    private final ChunkReader chunks;

    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    OllamaChatStreamReader(Consumer<AnswerEvent> events) {
        this.chunks = new ChunkReader(events);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        int end = offset + length;
        int from = offset;
        for (int at = offset; at < end; at++) {
            if (bytes[at] == '\n' || bytes[at] == '\r') {
                collect(bytes, from, at - from);
                endLine();
                from = at + 1;
            }
        }
        collect(bytes, from, end - from);
    }

    @Override
    public void finish() {
        endLine();
        if (!this.chunks.hasEnded()) {
            throw new UnreadableAnswer("the stream ended before the answer did");
        }
    }

    private void collect(byte[] bytes, int offset, int length) {
        if (length > LINE_BYTES - this.line.size()) {
            throw new UnreadableAnswer("a line of more than " + LINE_BYTES + " bytes");
        }
        this.line.write(bytes, offset, length);
    }

    private void endLine() {
        byte[] document = this.line.toByteArray();
        this.line.reset();
        if (document.length == 0) {
            return;
        }
        try {
            this.chunks.read(JSON.readTree(document));
        }
        catch (JacksonException ex) {
            throw new UnreadableAnswer("a line that is no JSON");
        }
    }

}
