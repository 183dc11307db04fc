package llmgateway.e2e.gateway.wire;

import java.util.List;
import java.util.Optional;

/** What a runner sends. */
public sealed interface RunnerMessage {

    /**
     * @param code one of {@code Err.Code}
     */
    record Failed(int code) implements RunnerMessage {
    }

    /**
     * @param token unsigned 32 bits
     */
    record Prepared(long token) implements RunnerMessage {
    }

    record AskVariable(String name) implements RunnerMessage {
    }

    record AskRequestBody() implements RunnerMessage {
    }

    record AskResponseBody() implements RunnerMessage {
    }

    /** The end of an HTTPReqCall. */
    sealed interface Verdict extends RunnerMessage {

        long id();

    }

    record Unchanged(long id) implements Verdict {
    }

    record Stop(long id, int status, List<Entry> headers, byte[] body) implements Verdict {
    }

    record Rewrite(long id, Optional<String> path, List<Entry> headers, List<Entry> args, List<Entry> responseHeaders,
            byte[] body) implements Verdict {
    }

    /** The end of an HTTPRespCall. */
    record ResponseChange(long id, int status, List<Entry> headers, byte[] body) implements RunnerMessage {
    }

    /**
     * A {@code TextEntry}.
     *
     * @param value absent to delete
     */
    record Entry(String name, Optional<String> value) {
    }

}
