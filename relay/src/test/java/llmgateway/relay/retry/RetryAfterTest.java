package llmgateway.relay.retry;

import java.time.Duration;
import java.time.Instant;

import llmgateway.core.http.Header;
import llmgateway.core.http.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class RetryAfterTest {

    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            7                             | PT7S
            0                             | PT0S
            Thu, 26 Nov 2026 12:01:00 GMT | PT1M
            Thu, 26 Nov 2026 11:00:00 GMT | PT0S
            999999999                     | PT24H
            """)
    void U1_isReadInSecondsAndAsADate(String value, Duration wait) {
        assertThat(RetryAfter.of(Headers.of(new Header("Retry-After", value)), NOW)).contains(wait);
    }

    @Test
    void azuresMillisecondsAreMoreExact() {
        Headers headers = Headers.of(new Header("retry-after", "1"), new Header("retry-after-ms", "250"));

        assertThat(RetryAfter.of(headers, NOW)).contains(Duration.ofMillis(250));
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "soon", "-1", "1.5", "99999999999999999999" })
    void whatCannotBeReadIsNotSaid(String value) {
        assertThat(RetryAfter.of(Headers.of(new Header("retry-after", value)), NOW)).isEmpty();
    }

}
