package llmgateway.e2e.translation;

import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.stream.Stream;

import llmgateway.e2e.whole.SharedGateway;
import llmgateway.e2e.whole.WholeGateway;
import llmgateway.simulator.ReceivedRequest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.provider.Arguments;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Every client API to every provider API, plain and streamed: what goes out is judged by
 * the simulator, which refuses what its API would refuse, and what comes back by the
 * official SDKs. What a provider cannot do is refused as docs/translation.md says.
 */
@ExtendWith(SharedGateway.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class EveryPair {

    static final String PAIR = "{0} to {1}, streamed {2}";

    private final WholeGateway gateway;

    private final SdkClients clients;

    private final DocumentedSupport documented = DocumentedSupport.read();

    private String mark = "";

    EveryPair(WholeGateway gateway) {
        this.gateway = gateway;
        this.clients = SdkClients.of(gateway);
    }

    @BeforeEach
    void mark() {
        this.mark = UUID.randomUUID().toString();
    }

    @AfterAll
    void disconnect() {
        this.clients.close();
    }

    static Stream<Arguments> pairs() {
        return Arrays.stream(Api.values())
            .flatMap((api) -> WholeGateway.TRANSLATED.stream()
                .flatMap((model) -> Stream.of(false, true).map((streamed) -> Arguments.of(api, model, streamed))));
    }

    SdkClient client(Api api, boolean streamed) {
        return this.clients.of(api, streamed);
    }

    /** Four words, one of which is in no other prompt. */
    String prompt() {
        return "Tell me about " + this.mark;
    }

    /** What the provider received of this test. */
    List<ReceivedRequest> received() {
        return this.gateway.received(this.mark);
    }

    WholeGateway gateway() {
        return this.gateway;
    }

    /**
     * Asserts that a call is answered, or refused before anything is sent, by what the
     * documentation says of the feature.
     * @param ask asks a model with a prompt
     * @return the answer; empty if it was right to refuse
     */
    Stream<SdkAnswer> answeredAsDocumented(String feature, String model, SdkClient client,
            BiFunction<String, String, SdkAnswer> ask) {
        if (!this.documented.of(feature, model).equals("refused")) {
            return Stream.of(ask.apply(model, prompt()));
        }
        Throwable refusal = catchThrowable(() -> ask.apply(model, prompt()));
        assertThat(refusal).isNotNull().hasMessageContaining(feature);
        assertThat(client.status(refusal)).isEqualTo(400);
        assertThat(received()).isEmpty();
        return Stream.empty();
    }

    DocumentedSupport documented() {
        return this.documented;
    }

    static JsonNode json(String text) {
        return JsonMapper.builder().build().readTree(text);
    }

}
