package llmgateway.dialect.request;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

import llmgateway.core.call.Call;
import llmgateway.core.call.CallId;
import llmgateway.core.call.Caller;
import llmgateway.core.call.Endpoint;
import llmgateway.core.http.Headers;
import llmgateway.core.model.OriginalModel;
import llmgateway.core.model.RequestModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What the gateway reads and edits in a body of Gemini's API. */
class GeminiBodyTest {

    @Test
    void readsWhatTheCallAsksForInEitherSpelling() {
        for (String body : List.of(
                "{\"generationConfig\":{\"maxOutputTokens\":7,\"candidateCount\":2},\"serviceTier\":\"priority\"}",
                "{\"generation_config\":{\"max_output_tokens\":7,\"candidate_count\":2},\"service_tier\":\"priority\"}")) {
            Call call = Requests.accepted(Endpoint.GENERATE_CONTENT, body).call();

            assertThat(call.outputLimit()).hasValue(7);
            assertThat(call.choices()).isEqualTo(2);
            assertThat(call.serviceTier()).contains("priority");
        }
    }

    @Test
    void E3_takesModelAndStreamFromThePathAlone() {
        EndpointMatcher.Match.Found found = new EndpointMatcher.Match.Found(Endpoint.GENERATE_CONTENT,
                Optional.of(new OriginalModel("dear")), true);
        CallReading reading = new CallReader(RequestLimits.defaults()).read(new CallId("call_0"), Caller.UNKNOWN, found,
                Headers.NONE, bytes("{\"model\":\"cheap\",\"stream\":false,\"max_tokens\":1}"));

        assertThat(reading).isInstanceOfSatisfying(CallReading.Accepted.class, (accepted) -> {
            assertThat(accepted.call().model()).contains(new OriginalModel("dear"));
            assertThat(accepted.call().stream()).isTrue();
            assertThat(accepted.call().outputLimit()).isEmpty();
        });
    }

    @Test
    void readsLabelsForReports() {
        assertThat(Requests
            .accepted(Endpoint.GENERATE_CONTENT, "{\"labels\":{\"user_id\":\"ann\",\"tags\":\"a,b\",\"x\":\"y\"}}")
            .call()
            .labels()).isEqualTo(new Call.Labels(Optional.of("ann"), List.of("a", "b")));
    }

    @ParameterizedTest
    @ValueSource(strings = { "{\"generationConfig\":7}", "{\"generationConfig\":{},\"generation_config\":{}}",
            "{\"generationConfig\":{\"maxOutputTokens\":1,\"max_output_tokens\":9}}",
            "{\"generationConfig\":{\"candidateCount\":1,\"candidate_count\":9}}" })
    void B1_refusesWhatReadersUnderstandDifferently(String body) {
        assertThat(Requests.refused(Endpoint.GENERATE_CONTENT, Headers.NONE, bytes(body)).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = { "-1", "1e3", "\"5\"", "2147483648", "5.0", "[]", "true" })
    void B3_refusesAnOutputLimitThatIsNone(String limit) {
        for (String name : List.of("maxOutputTokens", "max_output_tokens")) {
            String body = "{\"generationConfig\":{\"" + name + "\":" + limit + "}}";

            assertThat(Requests.refused(Endpoint.GENERATE_CONTENT, Headers.NONE, bytes(body)).param())
                .contains("generationConfig.maxOutputTokens");
        }
    }

    @Test
    void E6_refusesMoreChoicesThanAreAllowed() {
        assertThat(Requests
            .refused(Endpoint.GENERATE_CONTENT, Headers.NONE, bytes("{\"generationConfig\":{\"candidateCount\":129}}"))
            .status()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{\"x\":1}|{\"generationConfig\":{\"maxOutputTokens\":9},\"x\":1}",
            "{\"generationConfig\": null }|{\"generationConfig\": {\"maxOutputTokens\":9} }",
            "{\"generation_config\":{ }}|{\"generation_config\":{\"maxOutputTokens\":9 }}",
            "{\"generationConfig\":{\"topK\":1}}|{\"generationConfig\":{\"maxOutputTokens\":9,\"topK\":1}}",
            "{\"generationConfig\":{\"max_output_tokens\":10}}|{\"generationConfig\":{\"max_output_tokens\":9}}",
            "{\"generationConfig\":{\"maxOutputTokens\":null}}|{\"generationConfig\":{\"maxOutputTokens\":9}}",
            "{\"generationConfig\":{\"maxOutputTokens\":3}}|{\"generationConfig\":{\"maxOutputTokens\":3}}" })
    void E5_limitsTheOutputWhateverTheClientSaid(String body, String edited) {
        BodyEdits limit = new BodyEdits(Optional.empty(), false).withOutputLimit(new OutputLimit("max_tokens", 9));

        assertThat(edit(body, limit)).isEqualTo(edited);
    }

    @Test
    void leavesTheModelOutOfTheBody() {
        assertThat(edit("{\"x\":1}", new BodyEdits(Optional.of(new RequestModel("new")), false)))
            .isEqualTo("{\"x\":1}");
    }

    private static String edit(String body, BodyEdits edits) {
        return new String(Requests.accepted(Endpoint.GENERATE_CONTENT, body).body().edited(edits),
                StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

}
