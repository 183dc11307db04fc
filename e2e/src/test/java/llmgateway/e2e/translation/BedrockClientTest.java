package llmgateway.e2e.translation;

import java.util.concurrent.CompletionException;
import java.util.stream.Stream;

import llmgateway.e2e.whole.SharedGateway;
import llmgateway.e2e.whole.WholeGateway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;
import software.amazon.awssdk.services.bedrockruntime.model.BedrockRuntimeException;
import software.amazon.awssdk.services.bedrockruntime.model.ResourceNotFoundException;
import software.amazon.awssdk.services.bedrockruntime.model.ThrottlingException;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Failures, as AWS' SDK tells them. */
@ExtendWith(SharedGateway.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BedrockClientTest {

    private final BedrockRuntimeAsyncClient client;

    BedrockClientTest(WholeGateway gateway) {
        this.client = ConverseSdk.client(gateway);
    }

    @AfterAll
    void disconnect() {
        this.client.close();
    }

    @ParameterizedTest
    @MethodSource("models")
    void aRateLimitIsThrottling(String model) {
        for (boolean streamed : new boolean[] { false, true }) {
            assertThatThrownBy(() -> new ConverseSdk(this.client, streamed).text(model + "-fault-status-429", "hi"))
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOf(ThrottlingException.class);
        }
    }

    @ParameterizedTest
    @MethodSource("translated")
    void U5_aStreamThatBreaksEndsInAnException(String model) {
        assertThatThrownBy(() -> new ConverseSdk(this.client, true).text(model + "-fault-cut-after=3", "hi"))
            .isInstanceOf(CompletionException.class)
            .cause()
            .isInstanceOf(BedrockRuntimeException.class);
    }

    @Test
    void unknownModelsAreToldInBedrocksWords() {
        assertThatThrownBy(() -> new ConverseSdk(this.client, false).text("nobody-has-this", "hi")).cause()
            .isInstanceOf(ResourceNotFoundException.class)
            .hasMessageContaining("nobody-has-this");
    }

    static Stream<String> models() {
        return WholeGateway.TRANSLATED.stream();
    }

    static Stream<String> translated() {
        return models().filter((model) -> !model.equals("via-bedrock"));
    }

}
