package llmgateway.dialect.generatecontent;

import java.util.function.Consumer;

import llmgateway.dialect.conversation.AnswerEvent;
import llmgateway.dialect.format.StreamReader;
import llmgateway.dialect.format.UnreadableAnswer;
import llmgateway.dialect.sse.SseEvents;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Reads a stream, each of whose events is a {@code GenerateContentResponse}. */
final class GenerateContentStreamReader implements StreamReader {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final ChunkReader chunks;

    private final SseEvents events = new SseEvents(this::event);

    GenerateContentStreamReader(Consumer<AnswerEvent> events) {
        this.chunks = new ChunkReader(events);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        this.events.write(bytes, offset, length);
    }

    @Override
    public void finish() {
        this.events.finish();
        this.chunks.requireEnding();
        this.chunks.end();
    }

    private void event(String name, byte[] data) {
        try {
            this.chunks.read(JSON.readTree(data));
        }
        catch (JacksonException ex) {
            throw new UnreadableAnswer("an event that is no JSON");
        }
    }

}
