package llmgateway.route.decision;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

import llmgateway.core.secret.Secret;
import llmgateway.core.upstream.CloudCredentials;
import llmgateway.core.upstream.PlannedAttempt.Prepared;
import llmgateway.core.upstream.UpstreamRequest;
import llmgateway.route.table.RoutingTable;
import llmgateway.route.table.Tables;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Calls to Vertex AI. */
class VertexRouteTest {

    private static final String CATALOGUE = """
            providers:
              vertex:
                dialect: vertex-anthropic
                base_url: https://aiplatform.googleapis.com/v1/projects/p/locations/global
                auth: {google: {credentials: env:ACCOUNT}}
            models:
              claude: {targets: [{provider: vertex, model: claude-opus-5@1}]}
            """;

    private static final String ACCOUNT = "{\"type\":\"service_account\",\n\"private_key\":\"canary\"}";

    @Test
    void goToTheRelayWithTheCredentialsThatGetATokenAndTheModelInThePath() {
        UpstreamRequest request = request(Tables.of(CATALOGUE, Map.of("ACCOUNT", ACCOUNT)));

        assertThat(request.credentials()).contains(new CloudCredentials.Google(Optional.of(new Secret(ACCOUNT))));
        assertThat(request.uri()).hasToString("https://aiplatform.googleapis.com/v1/projects/p/locations/global"
                + "/publishers/anthropic/models/claude-opus-5@1:rawPredict");
        assertThat(new String(request.body(), StandardCharsets.UTF_8)).isEqualTo(
                "{\"anthropic_version\":\"vertex-2023-10-16\",\"max_tokens\":9,\"new\":{\"field\":1},\"messages\":[]}");
        assertThat(request.headers().contains("anthropic-version")).isFalse();
        assertThat(request.toString()).doesNotContain("canary");
    }

    @Test
    void withoutCredentialsThatAreNamedTheProviderIsInactive() {
        assertThat(Tables.of(CATALOGUE, Map.of()).active("vertex")).isEmpty();
        assertThat(Tables.of(CATALOGUE, Map.of("ACCOUNT", "ya29.no-json")).active("vertex")).isEmpty();
    }

    private static UpstreamRequest request(RoutingTable table) {
        Decision decision = Routers.seeded()
            .decide(Requests
                .post("/v1/messages", "{\"model\":\"claude\",\"max_tokens\":9,\"new\":{\"field\":1},\"messages\":[]}")
                .read(), table);
        if (decision instanceof Decision.Relay relay
                && relay.plan().attempts().getFirst().prepare(OptionalLong.empty()) instanceof Prepared.Ready ready) {
            return ready.request();
        }
        throw new AssertionError("not relayed: " + decision);
    }

}
