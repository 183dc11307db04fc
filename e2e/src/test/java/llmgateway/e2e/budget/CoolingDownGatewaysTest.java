package llmgateway.e2e.budget;

import java.net.http.HttpResponse;
import java.nio.file.Path;

import llmgateway.simulator.Simulator;
import llmgateway.simulator.SimulatorConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A provider that is ill, before two gateways with one Redis. */
class CoolingDownGatewaysTest {

    private static final String CALL = GatewayClient.chat(GatewaySettings.PAIR, "\"max_tokens\":20");

    @TempDir
    private Path directory;

    @Test
    void P9_whatOneGatewayFindsIllTheOtherDoesNotAskAndBothSayWhenToComeBack() {
        try (RedisNode redis = RedisNode.start(this.directory);
                Simulator provider = Simulator.start(SimulatorConfig.defaults());
                GatewayClient client = new GatewayClient()) {
            GatewaySettings settings = GatewaySettings.of(this.directory, provider, redis, "{}")
                .with("llm.route.health.minimum-calls=3", "llm.route.health.cooldown=2s");
            try (StandaloneGateway one = StandaloneGateway.start(settings);
                    StandaloneGateway other = StandaloneGateway.start(settings)) {
                await().until(() -> client.chat(one.uri(), CALL, "x-sim-fault", "status-500").statusCode() == 503);
                int asked = provider.requests().size();
                HttpResponse<String> refused = client.chat(one.uri(), CALL);
                assertThat(refused.statusCode()).isEqualTo(503);
                assertThat(refused.headers().firstValue("retry-after"))
                    .hasValueSatisfying((seconds) -> assertThat(Integer.parseInt(seconds)).isBetween(1, 2));
                assertThat(provider.requests()).hasSize(asked);

                await().until(() -> client.chat(other.uri(), CALL).statusCode() == 503);
                await().until(() -> client.chat(one.uri(), CALL).statusCode() == 200);
                await().until(() -> client.chat(other.uri(), CALL).statusCode() == 200);
                assertThat(one.books().openTickets()).isZero();
            }
        }
    }

}
