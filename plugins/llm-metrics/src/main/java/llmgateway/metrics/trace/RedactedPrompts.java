package llmgateway.metrics.trace;

import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import llmgateway.core.call.CallId;
import llmgateway.core.call.Endpoint;
import llmgateway.dialect.prompt.ModelInput;
import llmgateway.dialect.prompt.ModelInput.Part;
import llmgateway.dialect.prompt.ModelInputReader;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Prompts with what looks like a secret or personal taken out. */
public final class RedactedPrompts implements PromptRecords {

    /** For all calls together, in characters; the oldest are given up first. */
    private static final long MOST_KEPT = 64L << 20;

    /** No call runs longer. */
    private static final Duration LONGEST_CALL = Duration.ofHours(1);

    /**
     * Read beyond what is kept, so that no secret is cut to a piece that no rule knows
     * any more.
     */
    private static final int MARGIN = 4096;

    private static final String CUT = "…";

    private final JsonFactory json = new JsonFactory();

    private final Redaction redaction;

    private final int mostBytes;

    private final Cache<CallId, PromptRecord> records = Caffeine.newBuilder()
        .expireAfterWrite(LONGEST_CALL)
        .maximumWeight(MOST_KEPT)
        .<CallId, PromptRecord>weigher((id, prompt) -> prompt.size())
        .build();

    /**
     * @param mostBytes of the texts of one call, in UTF-8
     */
    public RedactedPrompts(Redaction redaction, int mostBytes) {
        this.redaction = redaction;
        this.mostBytes = mostBytes;
    }

    @Override
    public void record(CallId id, Endpoint endpoint, byte[] body) {
        if (body.length > 0 && body[0] == '{') {
            try {
                PromptRecord prompt = write(ModelInputReader.read(endpoint, body, this.mostBytes + MARGIN));
                if (prompt.size() > 0) {
                    this.records.put(id, prompt);
                }
            }
            catch (JacksonException | IllegalStateException notReadable) {
                // A span without its prompt.
            }
        }
    }

    @Override
    public Optional<PromptRecord> take(CallId id) {
        return Optional.ofNullable(this.records.asMap().remove(id));
    }

    private PromptRecord write(ModelInput input) {
        Room room = new Room(this.mostBytes);
        Optional<String> system = input.instructions().isEmpty() ? Optional.empty()
                : Optional.of(array((out) -> writeTexts(out, input.instructions(), room)));
        Optional<String> messages = input.messages().isEmpty() ? Optional.empty()
                : Optional.of(array((out) -> writeMessages(out, input.messages(), room)));
        return new PromptRecord(system, messages);
    }

    private String array(Consumer<JsonGenerator> content) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = this.json.createGenerator(ObjectWriteContext.empty(), text)) {
            out.writeStartArray();
            content.accept(out);
            out.writeEndArray();
        }
        return text.toString();
    }

    private void writeTexts(JsonGenerator out, List<String> texts, Room room) {
        texts.forEach((text) -> writeText(out, text, room));
    }

    private void writeMessages(JsonGenerator out, List<ModelInput.Message> messages, Room room) {
        for (ModelInput.Message message : messages) {
            if (room.isFull()) {
                return;
            }
            out.writeStartObject();
            out.writeStringProperty("role", this.redaction.apply(message.role()));
            out.writeArrayPropertyStart("parts");
            for (Part part : message.parts()) {
                switch (part) {
                    case Part.Text(String content) -> writeText(out, content, room);
                    case Part.Other(String type) -> writeOther(out, type, room);
                }
            }
            out.writeEndArray();
            out.writeEndObject();
        }
    }

    private void writeText(JsonGenerator out, String text, Room room) {
        if (!room.isFull()) {
            out.writeStartObject();
            out.writeStringProperty("type", "text");
            out.writeStringProperty("content", room.take(this.redaction.apply(text)));
            out.writeEndObject();
        }
    }

    private void writeOther(JsonGenerator out, String type, Room room) {
        if (!room.isFull()) {
            out.writeStartObject();
            out.writeStringProperty("type", room.take(this.redaction.apply(type)));
            out.writeEndObject();
        }
    }

    /** What is left of the bytes of one call. Used by one thread. */
    private static final class Room {

        /** Of an object around a text. */
        private static final int AROUND = 16;

        private int bytes;

        Room(int bytes) {
            this.bytes = bytes;
        }

        boolean isFull() {
            return this.bytes <= 0;
        }

        String take(String text) {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            int left = this.bytes;
            this.bytes -= utf8.length + AROUND;
            return (utf8.length <= left) ? text : cut(utf8, left) + CUT;
        }

        private static String cut(byte[] utf8, int length) {
            int end = length;
            while (end > 0 && (utf8[end] & 0xC0) == 0x80) {
                end--;
            }
            return new String(utf8, 0, end, StandardCharsets.UTF_8);
        }

    }

}
