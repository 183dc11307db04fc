package llmgateway.route.settings;

import java.time.Duration;
import java.util.List;
import java.util.Set;

import llmgateway.core.upstream.RetryRules;
import llmgateway.core.upstream.RetryRules.Reason;
import llmgateway.document.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The field {@code attempts}. */
class RetryRulesTest {

    private final SettingsReader reader = new SettingsReader();

    @Test
    void readsEveryField() {
        RetryRules rules = rules("""
                {"most": 4, "on": ["timeout"], "deadline": "2m", "backoff": "10ms", "longest_backoff": "3s",
                 "hedge_after": "800ms"}""");

        assertThat(rules).isEqualTo(new RetryRules(4, Set.of(Reason.TIMEOUT), Duration.ofMinutes(2),
                Duration.ofMillis(10), Duration.ofSeconds(3), false)
            .withHedgeAfter(Duration.ofMillis(800)));
    }

    @Test
    void aHedgeImpliesSeveralAttempts() {
        RetryRules rules = rules("{\"hedge_after\": \"2s\"}");

        assertThat(rules.mostAttempts()).isEqualTo(3);
        assertThat(rules.hedgeAfter()).hasValue(Duration.ofSeconds(2));
    }

    @Test
    void withoutTheFieldNoHedgeIsMade() {
        assertThat(rules("3").hedgeAfter()).isEmpty();
        assertThat(rules("{\"most\": 3}").hedgeAfter()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"hedge_after": 800}                 | attempts.hedge_after: must be text, not a number
            {"hedge_after": "800"}               | attempts.hedge_after: must be a duration such as 500ms, 30s or 2m
            {"hedge_after": "-1s"}               | attempts.hedge_after: must be a duration such as 500ms, 30s or 2m
            {"hedge_after": "0ms"}               | attempts.hedge_after: must be longer than 0ms
            {"hedge_after": "1s", "most": 1}     | attempts.hedge_after: needs 'most' to be 2 or more
            {"hedge_after": "1s", "restart_streams": true} | attempts.hedge_after: cannot stand beside 'restart_streams'
            {"hedge": "1s"}                      | attempts.hedge: is no known field
            {"hedge_aftr": "1s"}                 | attempts.hedge_aftr: is no known field; did you mean 'hedge_after'?
            """)
    void P16_aWrongHedgeIsRefusedNamingItsField(String attempts, String problem) {
        assertThat(problems(attempts)).singleElement().asString().startsWith("settings:1: " + problem);
    }

    private RetryRules rules(String attempts) {
        return switch (read(attempts)) {
            case SettingsReading.Usable usable -> usable.settings().retries();
            case SettingsReading.Faulty faulty -> throw new AssertionError("problems: " + faulty.problems());
        };
    }

    private List<String> problems(String attempts) {
        return switch (read(attempts)) {
            case SettingsReading.Usable usable -> List.of();
            case SettingsReading.Faulty faulty -> faulty.problems().stream().map(Problem::toString).toList();
        };
    }

    private SettingsReading read(String attempts) {
        return this.reader.read("{\"attempts\": " + attempts + "}");
    }

}
