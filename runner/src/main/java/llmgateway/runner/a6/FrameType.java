package llmgateway.runner.a6;

import java.util.Optional;

/** What a frame holds; its number on the wire is its ordinal. */
enum FrameType {

    ERROR, PREPARE_CONF, HTTP_REQ_CALL, EXTRA_INFO, HTTP_RESP_CALL;

    private static final FrameType[] BY_NUMBER = values();

    static Optional<FrameType> of(int number) {
        return (number < BY_NUMBER.length) ? Optional.of(BY_NUMBER[number]) : Optional.empty();
    }

}
