package llmgateway.dialect.request;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

import llmgateway.core.call.Call;
import llmgateway.core.call.CallId;
import llmgateway.core.call.Caller;
import llmgateway.core.call.Endpoint;
import llmgateway.core.error.Reject;
import llmgateway.core.http.Header;
import llmgateway.core.http.Headers;
import llmgateway.core.model.OriginalModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class CallReaderTest {

    private static final byte[] BODY = "{\"model\":\"m\"}".getBytes(StandardCharsets.UTF_8);

    @Test
    void readsWhatTheCallAsksFor() {
        Call call = Requests.accepted("""
                {"messages":[{"role":"user","content":"{\\"model\\":\\"inner\\"}","model":"nested"}],
                 "stream":true, "model":"gpt-\\u0034o", "max_tokens":7}""").call();

        assertThat(call.model()).contains(new OriginalModel("gpt-4o"));
        assertThat(call.stream()).isTrue();
        assertThat(call.outputLimit()).hasValue(7);
        assertThat(call.endpoint()).isEqualTo(Endpoint.CHAT_COMPLETIONS);
    }

    @Test
    void takesAbsentAndNullFieldsForUnset() {
        Call call = Requests.accepted("{\"stream\":null,\"max_tokens\":null,\"n\":null,\"stream_options\":null}")
            .call();

        assertThat(call.model()).isEmpty();
        assertThat(call.stream()).isFalse();
        assertThat(call.outputLimit()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({ "CHAT_COMPLETIONS, max_tokens", "CHAT_COMPLETIONS, max_completion_tokens", "COMPLETIONS, max_tokens",
            "RESPONSES, max_output_tokens", "MESSAGES, max_tokens" })
    void readsTheOutputLimitOfTheEndpoint(Endpoint endpoint, String field) {
        assertThat(Requests.accepted(endpoint, "{\"" + field + "\":0}").call().outputLimit()).hasValue(0);
        assertThat(Requests.accepted(endpoint, "{\"" + field + "\":2147483647}").call().outputLimit())
            .hasValue(2147483647);
    }

    @Test
    void E5_countsNoOutputLimitThatTheProviderWouldIgnore() {
        assertThat(Requests.accepted("{\"max_output_tokens\":1,\"max_tokens_to_sample\":1}").call().outputLimit())
            .isEmpty();
        assertThat(Requests.accepted(Endpoint.RESPONSES, "{\"max_tokens\":1}").call().outputLimit()).isEmpty();
    }

    @Test
    void E5_takesTheLargerOfTwoOutputLimits() {
        assertThat(Requests.accepted("{\"max_tokens\":9,\"max_completion_tokens\":5}").call().outputLimit())
            .hasValue(9);
        assertThat(Requests.accepted("{\"max_tokens\":5,\"max_completion_tokens\":9}").call().outputLimit())
            .hasValue(9);
    }

    @Test
    void readsTheServiceTierOfJsonBodies() {
        assertThat(Requests.accepted("{\"service_tier\":\"priority\"}").call().serviceTier()).hasValue("priority");
        assertThat(Requests.accepted("{\"service_tier\":null}").call().serviceTier()).isEmpty();
        assertThat(Requests.accepted("{}").call().serviceTier()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = { "\"service_tier\":1", "\"service_tier\":[\"flex\"]", "\"SERVICE_TIER\":\"flex\"",
            "\"service_tier\":\"a tier whose name is longer than any provider would ever think of it\"" })
    void P2_refusesAServiceTierThatReadersCouldTakeForAnother(String member) {
        assertThat(Requests.refused("{" + member + "}").param()).contains("service_tier");
    }

    @Test
    void readsWhatTheClientSaysOfItself() {
        Headers tags = Headers.of(new Header("X-LLM-Tags", "team-a, , web"), new Header("x-llm-tags", "web,x"));

        assertThat(Requests.accepted("{\"metadata\":{\"user_id\":\"m\",\"tags\":[\"a\",7,\"b,c\"]}}").call().labels())
            .isEqualTo(new Call.Labels(Optional.of("m"), List.of("a", "b", "c")));
        assertThat(Requests.accepted("{\"safety_identifier\":\"s\",\"metadata\":{\"user_id\":\"m\"}}")
            .call()
            .labels()
            .user()).hasValue("s");
        assertThat(Requests.accepted("{\"safety_identifier\":\"s\",\"user\":\"u\"}").call().labels().user())
            .hasValue("u");
        assertThat(Requests
            .accepted(Endpoint.CHAT_COMPLETIONS, tags,
                    "{\"metadata\":{\"tags\":\"own\"}}".getBytes(StandardCharsets.UTF_8))
            .call()
            .labels()
            .tags()).containsExactly("own", "team-a", "web", "x");
    }

    @Test
    void boundsWhatTheClientSaysOfItself() {
        Call.Labels labels = Requests
            .accepted("{\"user\":\" a\\u0000\\r\\n\\u202e" + "b".repeat(200) + "\",\"metadata\":{\"tags\":\""
                    + "t".repeat(99) + ",1,2,3,4,5,6,7,8,9\"}}")
            .call()
            .labels();

        assertThat(labels.user()).hasValue("a" + "b".repeat(127));
        assertThat(labels.tags()).containsExactly("t".repeat(64), "1", "2", "3", "4", "5", "6", "7");
    }

    @ParameterizedTest
    @ValueSource(strings = { "\"user\":7", "\"user\":{\"a\":[]}", "\"metadata\":null", "\"metadata\":[1]",
            "\"metadata\":{\"user_id\":{},\"tags\":{\"a\":1}}", "\"metadata\":{\"tags\":[[],{}]}",
            "\"safety_identifier\":[]", "\"user\":\" \"" })
    void E2_refusesNoCallForItsLabels(String member) {
        assertThat(Requests.accepted("{" + member + ",\"model\":\"m\"}").call().labels()).isEqualTo(Call.Labels.NONE);
    }

    @Test
    void takesTheModelFromThePathWhereItIsThere() {
        EndpointMatcher.Match.Found found = new EndpointMatcher.Match.Found(Endpoint.MODEL,
                Optional.of(new OriginalModel("a/b")));

        CallReading reading = new CallReader(RequestLimits.defaults()).read(new CallId("call_0"), Caller.UNKNOWN, found,
                Headers.NONE, BODY);

        assertThat(reading).isInstanceOfSatisfying(CallReading.Accepted.class, (accepted) -> {
            assertThat(accepted.call().model()).contains(new OriginalModel("a/b"));
            assertThat(accepted.body().bytes()).isEmpty();
        });
    }

    @ParameterizedTest
    @EnumSource(value = Endpoint.class, mode = EnumSource.Mode.MATCH_NONE, names = ".*MODELS?")
    void refusesACallWithoutABody(Endpoint endpoint) {
        assertThat(Requests.refused(endpoint, Headers.NONE, new byte[0]).status()).isEqualTo(400);
    }

    @Test
    void B6_decidesByTheSizeOfTheBody() {
        RequestLimits defaults = RequestLimits.defaults();
        CallReader reader = new CallReader(new RequestLimits(BODY.length, defaults.nestingDepth(),
                defaults.numberDigits(), defaults.modelNameLength(), defaults.keyLength(), defaults.keys(),
                defaults.choices(), defaults.parts(), defaults.partHeaderBytes(), defaults.fieldBytes()));
        byte[] oneMore = (new String(BODY, StandardCharsets.UTF_8) + " ").getBytes(StandardCharsets.UTF_8);

        assertThat(Requests.read(reader, Endpoint.RESPONSES, Headers.NONE, BODY))
            .isInstanceOf(CallReading.Accepted.class);
        assertThat(Requests.refusal(Requests.read(reader, Endpoint.RESPONSES, Headers.NONE, oneMore)).status())
            .isEqualTo(413);
    }

    @ParameterizedTest
    @ValueSource(strings = { "gzip", "br", "deflate", "zstd", "identity, gzip", "x" })
    void B7_refusesAnEncodedBody(String encoding) {
        Headers headers = Headers.of(new Header("Content-Encoding", "identity"),
                new Header("content-encoding", encoding));

        assertThat(Requests.refused(Endpoint.RESPONSES, headers, BODY).status()).isEqualTo(415);
    }

    @Test
    void takesIdentityForNoEncoding() {
        Requests.accepted(Endpoint.RESPONSES, Headers.of(new Header("Content-Encoding", " Identity ")), BODY);
    }

    @ParameterizedTest
    @CsvSource({ "Authorization, authorization", "x-api-key, X-Api-Key", "Content-Type, CONTENT-TYPE" })
    void B9_refusesTwoHeadersOfWhichReadersTakeEither(String first, String second) {
        Headers headers = Headers.of(new Header(first, "application/json"), new Header("Accept", "*/*"),
                new Header(second, "application/json"));

        Reject reject = Requests.refused(Endpoint.MODELS, headers, new byte[0]);

        assertThat(reject.status()).isEqualTo(400);
        assertThat(reject.message()).containsIgnoringCase(first);
    }

    @ParameterizedTest
    @ValueSource(strings = { "a\r\nx: y", "a\rb", "a\nb", "a\0b" })
    void B11_refusesAHeaderThatBreaksItsLine(String value) {
        assertThat(Requests.refused(Endpoint.RESPONSES, Headers.of(new Header("x-tag", value)), BODY).status())
            .isEqualTo(400);
        assertThat(Requests.refused(Endpoint.RESPONSES, Headers.of(new Header(value, "x")), BODY).status())
            .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = { "a\\r\\nb", "\\u0000", "a\\tb", "\\u007f", "a\\u0085" })
    void B11_refusesAModelWithControlCharacters(String model) {
        Reject reject = Requests.refused("{\"model\":\"" + model + "\"}");

        assertThat(reject.status()).isEqualTo(400);
        assertThat(reject.param()).contains("model");
    }

    @ParameterizedTest
    @ValueSource(strings = { "\"\"", "\"  \"", "null", "5", "true", "[\"m\"]", "{\"id\":\"m\"}" })
    void refusesAModelThatIsNoName(String model) {
        assertThat(Requests.refused("{\"model\":" + model + "}").param()).contains("model");
    }

    @Test
    void boundsTheLengthOfAModelName() {
        assertThat(Requests.accepted("{\"model\":\"" + "m".repeat(256) + "\"}").call().model()).isPresent();
        assertThat(Requests.refused("{\"model\":\"" + "m".repeat(257) + "\"}").param()).contains("model");
    }

    @ParameterizedTest
    @ValueSource(strings = { "application/json", "application/json; charset=utf-8",
            "Application/JSON;charset=\"UTF-8\"", "application/vnd.api+json", "application/json;" })
    void takesJsonUnderItsMediaTypes(String contentType) {
        Requests.accepted(Endpoint.RESPONSES, Headers.of(new Header("content-type", contentType)), BODY);
    }

    @ParameterizedTest
    @ValueSource(strings = { "application/json; charset=utf-16", "application/x-www-form-urlencoded", "text/plain", "",
            "application/json, text/plain", "multipart/form-data; boundary=x", "application/json; a=1; a=2" })
    void refusesABodyThatAProviderMightReadAsSomethingElse(String contentType) {
        Headers headers = Headers.of(new Header("content-type", contentType));

        assertThat(Requests.refused(Endpoint.RESPONSES, headers, BODY).status()).isEqualTo(400);
    }

}
