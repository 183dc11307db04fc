package llmgateway.runner.a6;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * What the gateway is answered.
 *
 * @param frame ready to be written
 * @param unsent to be run if it cannot be
 */
record FrameReply(ByteBuffer frame, Runnable unsent) {

    static Optional<FrameReply> of(ByteBuffer frame) {
        return Optional.of(new FrameReply(frame, () -> {
        }));
    }

}
