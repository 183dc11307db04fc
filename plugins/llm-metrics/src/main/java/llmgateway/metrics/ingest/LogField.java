package llmgateway.metrics.ingest;

import java.util.Locale;
import java.util.Optional;

/**
 * What is read of a log entry of APISIX's {@code http-logger}: under our own
 * {@code log_format}, and where the default format has it. Checked against APISIX 3.18
 * ({@code apisix/utils/log-util.lua}): what is not set is left out, a list of values for
 * several upstream tries is {@code "502, 200"}, and {@code $upstream_header_time} is a
 * sum that is 0 where nobody answered.
 */
enum LogField {

    /** The call's ticket, from the request as the plugins rewrote it. */
    TICKET("$http_llmticket", "request.headers.llmticket"),

    /** What the client got. */
    STATUS("$status", "response.status"),

    /** What each provider that was tried answered with. */
    UPSTREAM_STATUS("$upstream_status"),

    /** How much each of them was sent of the request; TLS handshakes do not count. */
    UPSTREAM_BYTES_SENT("$upstream_bytes_sent"),

    /** How much each of them answered, headers included. */
    UPSTREAM_BYTES_RECEIVED("$upstream_bytes_received"),

    /** The length of each answer's body as it came. */
    UPSTREAM_RESPONSE_LENGTH("$upstream_response_length"),

    /** {@code OK} if the client got the whole answer. */
    REQUEST_COMPLETION("$request_completion"),

    CONTENT_TYPE("$sent_http_content_type", "response.headers.content-type"),

    CONTENT_ENCODING("$sent_http_content_encoding", "response.headers.content-encoding"),

    /** In seconds. */
    REQUEST_TIME("$request_time"),

    /** In seconds, from the request to the provider to the header of its answer. */
    UPSTREAM_HEADER_TIME("$upstream_header_time"),

    /** In seconds, how long each provider that was tried took to the end. */
    UPSTREAM_RESPONSE_TIME("$upstream_response_time"),

    /** The answer's body, decompressed by APISIX where it can be. */
    RESP_BODY("$resp_body", "response.body"),

    /** Only the default format: the address of a provider that was tried. */
    UPSTREAM(Optional.empty(), Optional.of("upstream")),

    /** Only the default format: in milliseconds. */
    LATENCY(Optional.empty(), Optional.of("latency"));

    private final Optional<String> variable;

    private final Optional<String> defaultPath;

    LogField(String variable) {
        this(Optional.of(variable), Optional.empty());
    }

    LogField(String variable, String defaultPath) {
        this(Optional.of(variable), Optional.of(defaultPath));
    }

    LogField(Optional<String> variable, Optional<String> defaultPath) {
        this.variable = variable;
        this.defaultPath = defaultPath;
    }

    /** Its name in our {@code log_format}. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** APISIX's variable that our {@code log_format} fills it from. */
    Optional<String> variable() {
        return this.variable;
    }

    /** Where the default format has it. */
    Optional<String> defaultPath() {
        return this.defaultPath;
    }

}
