package llmgateway.dialect.request;

import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import llmgateway.core.call.Call;
import llmgateway.core.call.Endpoint;
import llmgateway.core.http.Headers;

import static org.assertj.core.api.Assertions.assertThat;

class ConverseBodyTest {

    @Test
    void readsTheOutputLimitTheTierAndLabels() {
        Call call = Requests.accepted(Endpoint.CONVERSE, """
                {"messages":[],"inferenceConfig":{"temperature":1,"maxTokens":77},"serviceTier":{"type":"priority"},
                 "requestMetadata":{"user_id":"ann","tags":"a,b"},"model":5,"stream":"x"}""").call();

        assertThat(call.outputLimit()).isEqualTo(OptionalLong.of(77));
        assertThat(call.serviceTier()).contains("priority");
        assertThat(call.labels().user()).contains("ann");
        assertThat(call.labels().tags()).containsExactly("a", "b");
        assertThat(call.stream()).as("the path says so").isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = { "-1", "0", "1e999", "9223372036854775808", "\"5\"", "1.5" })
    void B3_refusesAnOutputLimitThatIsNone(String limit) {
        byte[] body = ("{\"messages\":[],\"inferenceConfig\":{\"maxTokens\":" + limit + "}}")
            .getBytes(StandardCharsets.UTF_8);

        assertThat(Requests.refused(Endpoint.CONVERSE, Headers.NONE, body).status()).isEqualTo(400);
    }

}
