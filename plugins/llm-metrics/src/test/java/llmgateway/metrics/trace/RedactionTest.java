package llmgateway.metrics.trace;

import java.util.List;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class RedactionTest {

    private final Redaction redaction = new Redaction(List.of());

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            mail jane.doe+x@mail.example.co.uk now     | mail [e-mail] now
            <jürgen@müller.example>                    | <[e-mail]>
            card 4111 1111 1111 1111.                  | card [card].
            4111-1111-1111-1111                        | [card]
            378282246310005                            | [card]
            call +49 (30) 1234-5678!                   | call [phone]!
            call 030 12345678                          | call [phone]
            call (415) 555-2671                        | call [phone]
            415-555-2671                               | [phone]
            use sk-proj-Ab_9-cdefghijk                 | use [key]
            key=sk-ant-api03-AAAA_bbbb-cccc            | key=[key]
            ghp_0123456789abcdefABCDEF                 | [key]
            AKIAIOSFODNN7EXAMPLE                       | [key]
            Authorization: Bearer abc.DEF-123456       | Authorization: Bearer [key]
            eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln  | [key]
            """)
    void takesOutWhatLooksLikeASecretOrPersonal(String text, String redacted) {
        assertThat(this.redaction.apply(text)).isEqualTo(redacted);
    }

    @ParameterizedTest
    @ValueSource(strings = { "The year 2026, 14:30, costs 12.50 EUR", "a@b", "Version 1.2.3.4", "2026-11-26",
            "4111 1111 1111 1112 fails the check", "task-list of the desk-side risk-free", "" })
    void leavesTheRest(String text) {
        assertThat(this.redaction.apply(text)).isEqualTo(text);
    }

    @Test
    void takesOutAPrivateKeyEvenOneThatIsCutOff() {
        assertThat(this.redaction.apply("-----BEGIN RSA PRIVATE KEY-----\nMIIE\nabc")).isEqualTo("[key]");
    }

    @Test
    void takesOutWhatTheOperatorsOwnPatternsFind() {
        assertThat(new Redaction(List.of(Pattern.compile("EMP-[0-9]+"), Pattern.compile("(?i)project \\w+")))
            .apply("EMP-12 works on Project Falcon")).isEqualTo("[redacted] works on [redacted]");
    }

    @Test
    void takesAMomentForATextMadeToHurtIt() {
        String hostile = "a".repeat(20_000) + "0 ".repeat(20_000) + "x@".repeat(10_000) + "+1-".repeat(10_000);

        assertThat(this.redaction.apply(hostile)).contains("x@");
    }

}
