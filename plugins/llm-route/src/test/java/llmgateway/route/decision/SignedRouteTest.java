package llmgateway.route.decision;

import java.net.URI;
import java.util.HashMap;
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

/** Calls whose provider wants them signed. */
class SignedRouteTest {

    private static final String CATALOGUE = """
            providers:
              aws:
                dialect: openai
                base_url: https://bedrock-runtime.us-west-2.amazonaws.com/openai/v1
                auth: {aws: {region: us-west-2%s}}
            models:
              gpt-oss: {targets: [{provider: aws}]}
            """;

    private static final String ACCESS_KEY = ", access_key_id: env:ID, secret_access_key: env:SECRET, session_token: env:TOKEN";

    private static final Map<String, String> ALL = Map.of("ID", "AKIA1", "SECRET", "canary-secret", "TOKEN",
            "canary-token");

    @Test
    void goToTheRelayEvenIfTheProviderSpeaksTheClientsApi() {
        UpstreamRequest request = request(Routers.seeded(), Tables.of(CATALOGUE.formatted(ACCESS_KEY), ALL));

        assertThat(request.credentials()).contains(new CloudCredentials.Aws("us-west-2", "bedrock",
                Optional.of(new CloudCredentials.AwsAccessKey(new Secret("AKIA1"), new Secret("canary-secret"),
                        Optional.of(new Secret("canary-token"))))));
        assertThat(request.headers().contains("authorization")).isFalse();
        assertThat(request.toString()).doesNotContain("canary");
    }

    @Test
    void goToTheProviderItselfSinceASignatureHoldsForItsHostAndPath() {
        Router through = Routers.through(URI.create("http://127.0.0.1:9081/llm"));

        assertThat(request(through, Tables.of(CATALOGUE.formatted(""), Map.of())).uri())
            .hasToString("https://bedrock-runtime.us-west-2.amazonaws.com/openai/v1/chat/completions");
    }

    @Test
    void whereAPartOfTheAccessKeyIsMissingTheProviderIsInactive() {
        for (String missing : ALL.keySet()) {
            Map<String, String> some = new HashMap<>(ALL);
            some.remove(missing);

            assertThat(Tables.of(CATALOGUE.formatted(ACCESS_KEY), some).active("aws")).as("without " + missing)
                .isEmpty();
        }
    }

    private static UpstreamRequest request(Router router, RoutingTable table) {
        Decision decision = router.decide(
                Requests.chat("{\"model\":\"gpt-oss\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}").read(),
                table);
        if (decision instanceof Decision.Relay relay
                && relay.plan().attempts().getFirst().prepare(OptionalLong.empty()) instanceof Prepared.Ready ready) {
            return ready.request();
        }
        throw new AssertionError("not relayed: " + decision);
    }

}
