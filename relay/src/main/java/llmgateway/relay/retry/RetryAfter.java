package llmgateway.relay.retry;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

import llmgateway.core.http.Headers;

/**
 * How long a provider says to wait: {@code retry-after-ms} of Azure OpenAI, or
 * {@code Retry-After} in seconds or as a date (RFC 9110, 10.2.3).
 */
public final class RetryAfter {

    private static final Duration LONGEST = Duration.ofDays(1);

    private RetryAfter() {
    }

    /** Empty where the provider does not say, or says nothing that can be read. */
    public static Optional<Duration> of(Headers answer, Instant now) {
        return answer.first("retry-after-ms")
            .flatMap((millis) -> number(millis).map(Duration::ofMillis))
            .or(() -> answer.first("retry-after").flatMap((value) -> secondsOrDate(value.strip(), now)))
            .map((wait) -> (wait.compareTo(LONGEST) > 0) ? LONGEST : wait);
    }

    private static Optional<Duration> secondsOrDate(String value, Instant now) {
        return number(value).map(Duration::ofSeconds).or(() -> date(value, now));
    }

    private static Optional<Long> number(String text) {
        return text.strip().matches("[0-9]{1,9}") ? Optional.of(Long.valueOf(text.strip())) : Optional.empty();
    }

    private static Optional<Duration> date(String text, Instant now) {
        try {
            Duration wait = Duration.between(now,
                    ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
            return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
        }
        catch (DateTimeException ex) {
            return Optional.empty();
        }
    }

}
