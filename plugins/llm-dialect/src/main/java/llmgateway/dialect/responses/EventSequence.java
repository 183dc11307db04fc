package llmgateway.dialect.responses;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Numbers events and writes them. Not thread-safe. */
final class EventSequence {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private int sequence;

    /**
     * @param fields puts what the event has beside its type and number
     */
    void tell(String type, Consumer<ObjectNode> fields) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("type", type).put("sequence_number", this.sequence++);
        fields.accept(event);
        this.out.writeBytes(("event: " + type + "\ndata: ").getBytes(StandardCharsets.US_ASCII));
        this.out.writeBytes(JSON.writeValueAsBytes(event));
        this.out.writeBytes("\n\n".getBytes(StandardCharsets.US_ASCII));
    }

    /** What was written since it was last asked for. */
    byte[] taken() {
        byte[] taken = this.out.toByteArray();
        this.out.reset();
        return taken;
    }

}
