package llmgateway.relay;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

import llmgateway.dialect.eventstream.EventFrame;

/** Streams of Amazon Bedrock's Converse. */
final class Frames {

    private Frames() {
    }

    /** Up to where the model says more. */
    static byte[] begun(String... words) {
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        frames.writeBytes(frame("messageStart", "{\"role\":\"assistant\"}"));
        for (String word : words) {
            frames.writeBytes(
                    frame("contentBlockDelta", "{\"contentBlockIndex\":0,\"delta\":{\"text\":\"" + word + "\"}}"));
        }
        return frames.toByteArray();
    }

    static byte[] whole(String... words) {
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        frames.writeBytes(begun(words));
        frames.writeBytes(frame("messageStop", "{\"stopReason\":\"end_turn\"}"));
        frames.writeBytes(frame("metadata",
                "{\"usage\":{\"inputTokens\":3,\"outputTokens\":2,\"totalTokens\":5},\"metrics\":{\"latencyMs\":1}}"));
        return frames.toByteArray();
    }

    private static byte[] frame(String type, String json) {
        return EventFrame.event(type, json.getBytes(StandardCharsets.UTF_8));
    }

}
