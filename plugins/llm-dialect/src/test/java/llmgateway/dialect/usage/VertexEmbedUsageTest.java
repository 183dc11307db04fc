package llmgateway.dialect.usage;

import llmgateway.core.call.Endpoint;
import llmgateway.core.usage.Usage;
import llmgateway.core.usage.UsageReading;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What text embeddings at Vertex AI have used. */
class VertexEmbedUsageTest {

    @Test
    void P6_theInputOfEachPredictionCounts() {
        assertThat(read(prediction("3"), prediction("4.0"))).isEqualTo(new UsageReading.Reported(Usage.ofTokens(7, 0)));
        assertThat(read(prediction("2.5"))).isEqualTo(new UsageReading.Reported(Usage.ofTokens(3, 0)));
    }

    @Test
    void E11_whatIsNotToldOfEachIsAbsent() {
        assertThat(read(prediction("3"), "{\"embeddings\":{\"values\":[1]}}")).isEqualTo(new UsageReading.Absent());
        assertThat(read()).isEqualTo(new UsageReading.Absent());
    }

    @ParameterizedTest
    @ValueSource(strings = { "-1", "1e999", "\"many\"" })
    void E11_aNumberThatCannotBeIsNoUsage(String count) {
        assertThat(read(prediction("3"), prediction(count))).isInstanceOf(UsageReading.Unusable.class);
    }

    private static String prediction(String tokens) {
        return "{\"embeddings\":{\"statistics\":{\"truncated\":false,\"token_count\":" + tokens
                + "},\"values\":[1,2]}}";
    }

    private static UsageReading read(String... predictions) {
        String body = "{\"predictions\":[" + String.join(",", predictions)
                + "],\"metadata\":{\"billableCharacterCount\":9}}";
        return Answers.read(AnswerMeters.of(Endpoint.VERTEX_EMBED, 200, "application/json"), Answers.utf8(body))
            .usage();
    }

}
