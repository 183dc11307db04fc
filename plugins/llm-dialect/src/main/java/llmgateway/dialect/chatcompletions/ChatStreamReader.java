package llmgateway.dialect.chatcompletions;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

import llmgateway.dialect.conversation.AnswerEvent;
import llmgateway.dialect.format.StreamReader;
import llmgateway.dialect.format.UnreadableAnswer;
import llmgateway.dialect.sse.SseEvents;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads {@code chat.completion.chunk}s up to {@code [DONE]}, which some providers leave
 * out. Reasons to finish are told at the end: some providers send more of the answer
 * after them.
 */
final class ChatStreamReader implements StreamReader {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final byte[] DONE = "[DONE]".getBytes(StandardCharsets.US_ASCII);

    private final SseEvents events = new SseEvents((name, data) -> read(data));

    private final AnswerTeller teller;

    private boolean done;

    ChatStreamReader(Consumer<AnswerEvent> events) {
        this.teller = new AnswerTeller(events);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        this.events.write(bytes, offset, length);
    }

    @Override
    public void finish() {
        this.events.finish();
        if (!this.done && !this.teller.isOver()) {
            throw new UnreadableAnswer("the stream broke off");
        }
        if (!this.done) {
            this.teller.finish();
        }
    }

    private void read(byte[] data) {
        if (this.done) {
            return;
        }
        if (Arrays.equals(data, DONE)) {
            this.done = true;
            this.teller.finish();
            return;
        }
        this.teller.read(parsed(data), "delta");
    }

    private JsonNode parsed(byte[] data) {
        try {
            return JSON.readTree(data);
        }
        catch (JacksonException ex) {
            throw new UnreadableAnswer("an event that is no JSON");
        }
    }

}
