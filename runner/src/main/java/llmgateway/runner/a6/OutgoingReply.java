package llmgateway.runner.a6;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * What the gateway is answered.
 *
 * @param frame ready to be written
 * @param unsent to be run if it cannot be
 */
record OutgoingReply(ByteBuffer frame, Runnable unsent) {

    static Optional<OutgoingReply> of(ByteBuffer frame) {
        return Optional.of(new OutgoingReply(frame, () -> {
        }));
    }

}
