package llmgateway.e2e.budget;

import java.net.http.HttpResponse;
import java.nio.file.Path;

import llmgateway.simulator.Simulator;
import llmgateway.simulator.SimulatorConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class EveryEndpointIsLimitedTest {

    private static final String CHAT = "\"messages\":[{\"role\":\"user\",\"content\":\"one\"}]";

    private static final String[][] CALLS = { { "/v1/chat/completions", "{\"model\":\"gpt-test\"," + CHAT + "}" },
            { "/v1/responses", "{\"model\":\"gpt-test\",\"input\":\"one\"}" },
            { "/v1/completions", "{\"model\":\"gpt-test\",\"prompt\":\"one\"}" },
            { "/v1/embeddings", "{\"model\":\"gpt-test\",\"input\":\"one\"}" },
            { "/v1/images/generations", "{\"model\":\"gpt-test\",\"prompt\":\"one\"}" },
            { "/v1/audio/speech", "{\"model\":\"gpt-test\",\"input\":\"one\",\"voice\":\"alloy\"}" },
            { "/v1/rerank", "{\"model\":\"gpt-test\",\"query\":\"one\",\"documents\":[\"one\"]}" },
            { "/v1/moderations", "{\"model\":\"gpt-test\",\"input\":\"one\"}" },
            { "/v1/messages", "{\"model\":\"claude-test\",\"max_tokens\":5," + CHAT + "}" },
            { "/v1/messages/count_tokens", "{\"model\":\"claude-test\"," + CHAT + "}" } };

    @Test
    void P15_noEndpointPassesARequestLimitBy(@TempDir Path directory) {
        try (RedisNode redis = RedisNode.start(directory);
                Simulator provider = Simulator.start(SimulatorConfig.defaults());
                GatewayClient client = new GatewayClient();
                StandaloneGateway gateway = StandaloneGateway.start(GatewaySettings.of(directory, provider, redis, """
                        {"limits":{"calls":{"limit_by":"consumer","requests":%d,"per":"day"}}}"""
                    .formatted(CALLS.length)))) {
            for (String[] call : CALLS) {
                HttpResponse<String> answer = client.send(gateway.uri(), call[0], call[1]);
                assertThat(answer.statusCode()).as("%s: %s", call[0], answer.body()).isEqualTo(200);
            }
            for (String[] call : CALLS) {
                HttpResponse<String> answer = client.send(gateway.uri(), call[0], call[1]);
                assertThat(answer.statusCode()).as("%s: %s", call[0], answer.body()).isEqualTo(429);
                assertThat(answer.headers().firstValue("retry-after")).as(call[0]).isPresent();
            }
            assertThat(provider.requests()).hasSize(CALLS.length);
        }
    }

}
