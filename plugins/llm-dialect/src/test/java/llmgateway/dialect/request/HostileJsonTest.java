package llmgateway.dialect.request;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

import llmgateway.core.call.Endpoint;
import llmgateway.core.error.Reject;
import llmgateway.core.http.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class HostileJsonTest {

    @Test
    void B1_refusesTwoModelKeysOneEscaped() {
        Reject reject = Requests.refused("{\"model\":\"cheap\",\"\\u006dodel\":\"dear\"}");

        assertThat(reject.status()).isEqualTo(400);
        assertThat(reject.message()).contains("same key twice", "at byte 17").doesNotContain("cheap", "dear");
    }

    @ParameterizedTest
    @ValueSource(strings = { "{\"model\":\"a\",\"model\":\"a\"}", "{\"a\":1,\"b\":2,\"c\":3,\"a\":4}",
            "{\"a\":[{\"b\":1},{\"b\":1,\"b\":2}]}",
            "{\"stream_options\":{\"include_usage\":true,\"include_usage\":false}}",
            "{\"a\":{\"x\":{\"y\":[]},\"\\u0078\":1}}", "{\"\":1,\"\":2}" })
    void B1_refusesTheSameKeyTwiceAtAnyDepth(String body) {
        assertThat(Requests.refused(body).message()).contains("same key twice");
    }

    @Test
    void B1_allowsTheSameKeyInDifferentObjects() {
        Requests.accepted("{\"a\":{\"a\":[{\"a\":1},{\"a\":1}]},\"b\":{\"a\":1}}");
    }

    @ParameterizedTest
    @ValueSource(strings = { "[", "{\"a\":" })
    void B2_refusesDeepNestingWithoutDeepRecursion(String opening) {
        assertThat(Requests.refused("{\"a\":" + opening.repeat(100_000)).message()).contains("deeper than 256 levels");
    }

    @Test
    void B2_allowsNestingUpToTheLimit() {
        Requests.accepted("{\"a\":" + "[".repeat(255) + "]".repeat(255) + "}");
        assertThat(Requests.refused("{\"a\":" + "[".repeat(256) + "]".repeat(256) + "}").status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = { "1e999", "-1", "9223372036854775808", "2147483648", "\"5\"", "1.0", "1e1", "true", "[1]",
            "{}", "-0.5" })
    void B3_refusesAnOutputLimitThatIsNoCount(String value) {
        for (String field : KnownFields.OUTPUT_LIMITS) {
            for (Endpoint endpoint : new Endpoint[] { Endpoint.CHAT_COMPLETIONS, Endpoint.RESPONSES }) {
                byte[] body = ("{\"" + field + "\":" + value + "}").getBytes(StandardCharsets.UTF_8);

                Reject reject = Requests.refused(endpoint, Headers.NONE, body);

                assertThat(reject.status()).isEqualTo(400);
                assertThat(reject.param()).contains(field);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "1e999", "-1", "0", "129", "9223372036854775808", "\"5\"", "1.0", "true", "[1]" })
    void B3_refusesANumberOfChoicesThatIsNone(String value) {
        assertThat(Requests.refused("{\"n\":" + value + "}").param()).contains("n");
        assertThat(Requests.refused("{\"best_of\":" + value + "}").param()).contains("best_of");
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "-", "0.", "1e", "-0.1e-" })
    void B4_refusesANumberOfAMillionDigits(String start) {
        String number = start + "1".repeat(1_000_000);

        assertThat(Requests.refused("{\"temperature\":" + number + "}").message()).contains("longer than 1000 digits");
        assertThat(Requests.refused("{\"a\":[" + number + "]}").status()).isEqualTo(400);
        assertThat(Requests.refused("{\"max_tokens\":" + number + "}").status()).isEqualTo(400);
    }

    @Test
    void B5_acceptsAByteOrderMark() {
        assertThat(Requests.accepted("\uFEFF{\"model\":\"m\"}").call().model()).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = { "c3", "80", "ff", "c0af", "e080af", "eda080", "edb080", "f4908080", "f8888080", "e282" })
    void B5_refusesInvalidUtf8(String hex) {
        ByteArrayOutputStream inString = new ByteArrayOutputStream();
        inString.writeBytes("{\"a\":\"".getBytes(StandardCharsets.UTF_8));
        inString.writeBytes(HexFormat.of().parseHex(hex));
        inString.writeBytes("\"}".getBytes(StandardCharsets.UTF_8));

        assertThat(Requests.refused(inString.toByteArray()).message()).contains("not valid UTF-8", "at byte 6");
    }

    @Test
    void B5_refusesInvalidUtf8FarInsideALongBody() {
        byte[] body = ("{\"a\":\"" + "\u20ac".repeat(10_000) + "\"}").getBytes(StandardCharsets.UTF_8);
        body[6 + 3 * 9_000 + 1] = 'x';

        assertThat(Requests.refused(body).message()).contains("not valid UTF-8", "at byte " + (6 + 3 * 9_000));
    }

    @ParameterizedTest
    @ValueSource(strings = { "\\ud800", "\\udc00", "\\ud83d\\ud83d", "\\ude00\\ud83d", "\\uD83Dx", "\\ud83d\\n",
            "\\\\\\ud800" })
    void B5_refusesHalfOfASurrogatePair(String escapes) {
        assertThat(Requests.refused("{\"a\":[\"" + escapes + "\"]}").message()).contains("surrogate");
        assertThat(Requests.refused("{\"" + escapes + "\":1}").message()).contains("surrogate");
    }

    @ParameterizedTest
    @ValueSource(strings = { "\\ud83d\\ude00", "\\uD83D\\uDE00\\ud83d\\ude00", "\\\\ud800", "\\u20ac",
            "\u20ac\ud83d\ude00" })
    void B5_acceptsWholeCharacters(String text) {
        Requests.accepted("{\"a\":\"" + text + "\",\"" + text + "\":1}");
    }

    @ParameterizedTest
    @ValueSource(strings = { "UTF-16LE", "UTF-16BE", "UTF-16", "UTF-32LE", "UTF-32BE" })
    void B5_refusesOtherEncodings(String charset) throws Exception {
        assertThat(Requests.refused("{\"model\":\"m\"}".getBytes(charset)).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = { "{\"a\":NaN}", "{\"a\":Infinity}", "{\"a\":-Infinity}", "{\"a\":1}x", "{\"a\":1}{}",
            "{\"a\":1},", "{\"a\":1", "{\"a\":\"x", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{'a':1}", "{a:1}",
            "{\"a\":01}", "{\"a\":+1}", "{\"a\":.5}", "{\"a\":5.}", "{\"a\":\"\\x\"}", "{\"a\":\"\\u12g4\"}", "{/**/}",
            "{\"a\":1 \"b\":2}", "{\"a\":[1,]}", "{\"a\":]}", "[]", "[{\"model\":\"m\"}]", "\"model\"", "1", "null",
            "   ", "{\"a\":\"\t\"}", "model=m" })
    void refusesWhatIsNotAJsonObject(String body) {
        Reject reject = Requests.refused(body);

        assertThat(reject.status()).isEqualTo(400);
        assertThat(reject.message()).containsPattern("at byte \\d+");
    }

    @ParameterizedTest
    @ValueSource(strings = { "api_base", "base_url", "api_key", "api\\u005fkey" })
    void B12_refusesFieldsThatAnotherProxyMightObey(String field) {
        Reject reject = Requests.refused("{\"" + field + "\":\"http://elsewhere\"}");

        assertThat(reject.status()).isEqualTo(400);
        assertThat(reject.message()).doesNotContain("elsewhere");
    }

    @Test
    void B12_leavesSuchFieldsAloneInsideOtherValues() {
        Requests.accepted("{\"metadata\":{\"api_key\":\"x\",\"base_url\":\"y\"}}");
    }

    @ParameterizedTest
    @ValueSource(strings = { "MODEL", "Model", "\\u004dodel", "Stream", "\u017ftream", "MAX_TOKENS", "max_to\u212aens",
            "N", "API_KEY" })
    void E3_refusesAKnownFieldInAnotherCase(String field) {
        assertThat(Requests.refused("{\"model\":\"cheap\",\"" + field + "\":\"dear\"}").message())
            .contains("must be written in lower case");
    }

    @Test
    void E3_leavesOtherFieldsTheirCase() {
        Requests.accepted("{\"modelId\":1,\"X\":{\"Model\":2},\"Models\":3}");
    }

    @Test
    void boundsTheKeysThatAreKeptToFindRepeats() {
        StringBuilder body = new StringBuilder("{\"a\":0");
        for (int i = 0; i < 200_000; i++) {
            body.append(",\"").append(i).append("\":0");
        }

        assertThat(Requests.refused(body.append('}').toString()).message()).contains("more than 200000 keys");
        assertThat(Requests.refused("{\"" + "k".repeat(2_000) + "\":0}").message()).contains("key longer than 1024");
    }

    @Test
    void quotesNothingOfTheBody() {
        assertThat(Requests.refused("{\"canary\":canary}").message()).doesNotContain("canary");
        assertThat(Requests.refused("{\"canary\":1,\"canary\":2}").message()).doesNotContain("canary");
        assertThat(Requests.accepted("{\"canary\":\"canary\"}").body().toString()).doesNotContain("canary");
    }

    @ParameterizedTest
    @ValueSource(strings = { "\"true\"", "1", "[]", "{}" })
    void refusesAStreamFlagThatIsNone(String value) {
        assertThat(Requests.refused("{\"stream\":" + value + "}").param()).contains("stream");
        assertThat(Requests.refused("{\"stream_options\":{\"include_usage\":" + value + "}}").param())
            .contains("stream_options.include_usage");
    }

    @ParameterizedTest
    @ValueSource(strings = { "true", "\"x\"", "[]" })
    void refusesStreamOptionsThatAreNoObject(String value) {
        assertThat(Requests.refused("{\"stream_options\":" + value + "}").param()).contains("stream_options");
    }

}
