package llmgateway.simulator.fault;

import java.util.Locale;
import java.util.OptionalLong;

/** A fault that a request can ask for; its wire name is in lower case with hyphens. */
public enum Fault {

    /**
     * Answers with this HTTP status and the dialect's error. {@code status-500} is short
     * for {@code status=500}.
     */
    STATUS,

    /** With {@link #STATUS}: seconds for the Retry-After header; 1 for a bare 429. */
    RETRY_AFTER,

    /** Resets the connection instead of answering. */
    RESET,

    /** Keeps the connection open and sends nothing. */
    NO_ANSWER,

    /** Milliseconds before the status line. */
    SLOW_FIRST_BYTE,

    /** Milliseconds before every event of a stream but the first. */
    CHUNK_DELAY,

    /** Closes the connection after so many events of a stream. */
    CUT_AFTER,

    /** Answers 200 with a page of HTML. */
    HTML_200,

    /** Closes the connection in the middle of a JSON answer with Content-Length. */
    TRUNCATED_JSON,

    /**
     * Ends a stream with the dialect's error event after so many events; 2 by default.
     */
    ERROR_EVENT(2),

    /** Repeats the event in the middle of a stream until the client hangs up. */
    ENDLESS,

    /** Leaves the usage out. */
    NO_USAGE,

    /** Answers with a text of so many words. */
    WORDS,

    /** So many of the input tokens are told to have been in a cache. */
    CACHED_INPUT,

    /** The model declines, in the way of its API. */
    REFUSAL,

    /** Adds a piece of text of so many bytes; 16 MiB by default. */
    HUGE_EVENT(16L * 1024 * 1024),

    /** Ends the lines of a stream with CR LF. */
    CRLF,

    /** Ends the lines of a stream with CR. */
    CR,

    /** Puts a comment line before every event of a stream. */
    COMMENTS,

    /** Writes every byte of the answer on its own. */
    SPLIT_BYTES,

    /** Compresses the answer. */
    GZIP,

    /** Answers 400 with the key it was called with, whole, in the message. */
    KEY_IN_ERROR;

    private final OptionalLong defaultValue;

    Fault() {
        this.defaultValue = OptionalLong.empty();
    }

    Fault(long defaultValue) {
        this.defaultValue = OptionalLong.of(defaultValue);
    }

    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    OptionalLong defaultValue() {
        return this.defaultValue;
    }

    boolean needsValue() {
        return switch (this) {
            case STATUS, RETRY_AFTER, SLOW_FIRST_BYTE, CHUNK_DELAY, CUT_AFTER, CACHED_INPUT, WORDS -> true;
            default -> false;
        };
    }

}
