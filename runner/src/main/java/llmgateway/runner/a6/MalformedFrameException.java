package llmgateway.runner.a6;

import java.io.IOException;

/** The peer does not speak the protocol; its connection is of no further use. */
final class MalformedFrameException extends IOException {

    private static final long serialVersionUID = 1L;

    /**
     * @param problem without anything of the frame's content
     */
    MalformedFrameException(String problem) {
        super(problem);
    }

}
