package llmgateway.dialect.usage;

import llmgateway.core.call.Endpoint;
import llmgateway.core.http.Header;
import llmgateway.core.http.Headers;
import llmgateway.core.usage.Usage;
import llmgateway.core.usage.UsageReading;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What embeddings by InvokeModel have used, by the head and the body of an answer. */
class InvokedEmbeddingUsageTest {

    private static final String COHERE = "{\"id\":\"x\",\"embeddings\":{\"float\":[[1]]},\"texts\":[\"a\"]}";

    @Test
    void P6_theHeadTellsWhatTheBodyDoesNot() {
        assertThat(read(Endpoint.BEDROCK_COHERE_EMBED, "12", COHERE))
            .isEqualTo(new UsageReading.Reported(Usage.ofTokens(12, 0)));
    }

    @Test
    void P6_theBodyCountsMoreThanTheHead() {
        assertThat(read(Endpoint.BEDROCK_TITAN_EMBED, "12", "{\"embedding\":[1],\"inputTextTokenCount\":7}"))
            .isEqualTo(new UsageReading.Reported(Usage.ofTokens(7, 0)));
    }

    @ParameterizedTest
    @ValueSource(strings = { "-1", "1e999", "many", "" })
    void E11_aNumberThatCannotBeIsNoUsage(String count) {
        assertThat(read(Endpoint.BEDROCK_COHERE_EMBED, count, COHERE)).isInstanceOf(UsageReading.Unusable.class);
    }

    @Test
    void E11_nothingToldIsAbsent() {
        assertThat(Answers
            .read(AnswerMeters.of(Endpoint.BEDROCK_COHERE_EMBED, 200, "application/json", Headers.NONE),
                    Answers.utf8(COHERE))
            .usage()).isEqualTo(new UsageReading.Absent());
    }

    @Test
    void otherProvidersHeadsAreNotAsked() {
        assertThat(read(Endpoint.COHERE_EMBED, "12", COHERE)).isEqualTo(new UsageReading.Absent());
    }

    private static UsageReading read(Endpoint provider, String count, String body) {
        Headers head = Headers.of(new Header("X-Amzn-Bedrock-Input-Token-Count", count));
        return Answers.read(AnswerMeters.of(provider, 200, "application/json", head), Answers.utf8(body)).usage();
    }

}
