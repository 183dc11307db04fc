package llmgateway.metrics.ingest;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

import llmgateway.core.call.Ticket;

/**
 * One request as APISIX logged it.
 *
 * @param values as they were written; what is absent is missing
 */
record LogEntry(Map<LogField, String> values) {

    private static final Pattern TICKET = Pattern.compile("[0-9a-f]{32}");

    /** Between the tries of one upstream a comma, between upstreams a colon. */
    private static final Pattern BETWEEN_TRIES = Pattern.compile("\\s*[,:]\\s*");

    private static final Pattern STATUS = Pattern.compile("[1-5][0-9]{2}");

    private static final Pattern COUNT = Pattern.compile("[0-9]{1,18}");

    /** Plain decimals; a double's own notation for short times is taken too. */
    private static final Pattern TIME = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,20})?([eE]-?[0-9]{1,2})?");

    LogEntry {
        values = Map.copyOf(values);
    }

    /** Empty for requests that were never admitted, and for what is no ticket. */
    Optional<Ticket> ticket() {
        return text(LogField.TICKET).filter((text) -> TICKET.matcher(text).matches()).map(Ticket::new);
    }

    OptionalInt status() {
        return text(LogField.STATUS).filter((text) -> STATUS.matcher(text).matches())
            .map((text) -> OptionalInt.of(Integer.parseInt(text)))
            .orElseGet(OptionalInt::empty);
    }

    /** The status of the last provider that answered. */
    OptionalInt upstreamStatus() {
        return tries(LogField.UPSTREAM_STATUS).filter((text) -> STATUS.matcher(text).matches())
            .map((text) -> OptionalInt.of(Integer.parseInt(text)))
            .orElseGet(OptionalInt::empty);
    }

    /** Whether a provider was tried at all. */
    boolean wasProxied() {
        return text(LogField.UPSTREAM_STATUS).isPresent() || text(LogField.UPSTREAM).isPresent();
    }

    /** How many providers, or nodes of one, were tried. */
    int attempts() {
        return text(LogField.UPSTREAM_STATUS).map((text) -> splitTries(text).size()).orElse(wasProxied() ? 1 : 0);
    }

    /** What each of them answered with; empty where one has no status. */
    List<OptionalInt> upstreamStatuses() {
        return each(LogField.UPSTREAM_STATUS).stream()
            .map((text) -> STATUS.matcher(text).matches() ? OptionalInt.of(Integer.parseInt(text))
                    : OptionalInt.empty())
            .toList();
    }

    /** How long each of them took; empty where the entry does not say it of all. */
    List<Duration> upstreamTimes() {
        List<String> times = each(LogField.UPSTREAM_RESPONSE_TIME);
        boolean known = times.size() == attempts() && times.stream().allMatch((text) -> TIME.matcher(text).matches());
        return known ? times.stream().map((text) -> ofSeconds(Double.parseDouble(text))).toList() : List.of();
    }

    /** Whether not a byte of the request was sent to any provider. */
    boolean sentNothing() {
        return text(LogField.UPSTREAM_BYTES_SENT).map(LogEntry::splitTries)
            .filter((counts) -> counts.stream().allMatch("0"::equals))
            .isPresent();
    }

    /** Whether the last provider answered at all; empty where the entry does not say. */
    Optional<Boolean> wasAnswered() {
        return tries(LogField.UPSTREAM_BYTES_RECEIVED).filter((text) -> COUNT.matcher(text).matches())
            .map((text) -> !text.equals("0"));
    }

    /** Whether the entry says that the client did not get the whole answer. */
    boolean wasBrokenOff() {
        return text(LogField.UPSTREAM_STATUS).isPresent() && this.values.containsKey(LogField.REQUEST_COMPLETION)
                && !"OK".equals(this.values.get(LogField.REQUEST_COMPLETION));
    }

    /** The bytes of the answer's body, where it came as it was logged. */
    Optional<Long> answerLength() {
        return text(LogField.CONTENT_ENCODING).isPresent() ? Optional.empty()
                : tries(LogField.UPSTREAM_RESPONSE_LENGTH).filter((text) -> COUNT.matcher(text).matches())
                    .map(Long::parseLong);
    }

    Duration duration() {
        return seconds(LogField.REQUEST_TIME).or(() -> millis(LogField.LATENCY)).orElse(Duration.ZERO);
    }

    Optional<Duration> headerTime() {
        return seconds(LogField.UPSTREAM_HEADER_TIME);
    }

    Optional<String> contentType() {
        return text(LogField.CONTENT_TYPE);
    }

    String body() {
        return this.values.getOrDefault(LogField.RESP_BODY, "");
    }

    private Optional<String> text(LogField field) {
        return Optional.ofNullable(this.values.get(field)).map(String::strip).filter((text) -> !text.isEmpty());
    }

    private List<String> each(LogField field) {
        return text(field).map(LogEntry::splitTries).orElse(List.of());
    }

    /** The value of the last try. */
    private Optional<String> tries(LogField field) {
        return text(field).map((text) -> splitTries(text).getLast());
    }

    private static List<String> splitTries(String text) {
        return Arrays.asList(BETWEEN_TRIES.split(text, -1));
    }

    private Optional<Duration> seconds(LogField field) {
        return number(field).map(LogEntry::ofSeconds);
    }

    private static Duration ofSeconds(double seconds) {
        return Duration.ofNanos(Math.round(seconds * 1e9));
    }

    private Optional<Duration> millis(LogField field) {
        return number(field).map((millis) -> Duration.ofNanos(Math.round(millis * 1e6)));
    }

    private Optional<Double> number(LogField field) {
        return text(field).filter((text) -> TIME.matcher(text).matches()).map(Double::parseDouble);
    }

    /** Without the values, which hold the answer and the ticket. */
    @Override
    public String toString() {
        return "LogEntry" + this.values.keySet();
    }

}
