package llmgateway.runner.a6;

import java.io.IOException;

/** A reply that the three bytes of a frame's length cannot describe. */
final class FrameTooLargeException extends IOException {

    private static final long serialVersionUID = 1L;

    FrameTooLargeException(long length) {
        super(length + " bytes in a frame that carries at most " + Frame.MAX_BODY);
    }

}
