package llmgateway.e2e.cloud;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;

import llmgateway.simulator.Simulator;
import llmgateway.simulator.SimulatorConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The packaged gateway as it runs on AWS: what AWS' own library finds signs its calls to
 * a Bedrock that computes the signatures itself.
 */
class AwsCredentialsTest {

    private static final String CATALOGUE = """
            providers:
              bedrock-found:
                dialect: bedrock
                base_url: %1$s/bedrock
                auth: {aws: {region: eu-central-1}}
              bedrock-set:
                dialect: bedrock
                base_url: %1$s/bedrock
                auth:
                  aws:
                    region: eu-central-1
                    access_key_id: env:GATEWAY_AWS_ID
                    secret_access_key: env:GATEWAY_AWS_SECRET
                    session_token: env:GATEWAY_AWS_TOKEN
              open:
                dialect: openai
                base_url: %1$s/openai/v1
                keys: [env:GATEWAY_OPENAI]
            models:
              found: {targets: [{provider: bedrock-found, model: anthropic.claude-sonnet-4-5-20250929-v1:0}]}
              set: {targets: [{provider: bedrock-set, model: anthropic.claude-sonnet-4-5-20250929-v1:0}]}
              vectors: {targets: [{provider: bedrock-set, model: amazon.titan-embed-text-v2:0}]}
              open: {targets: [{provider: open}]}
            """;

    private final AwsKey key = AwsKey.fresh();

    private final AwsCredentialEndpoints endpoints = new AwsCredentialEndpoints(this.key);

    private final Simulator bedrock = Simulator
        .start(SimulatorConfig.defaults().withSigningKey(this.key.id(), this.key.secret(), InstantSource.system()));

    @TempDir
    private Path directory;

    @AfterEach
    void stop() {
        this.bedrock.close();
        this.endpoints.close();
    }

    @Test
    void S1_aContainersCredentialsSignCallsAndAreToldToNobody() throws Exception {
        try (CloudGateway gateway = start(
                Map.of("AWS_CONTAINER_CREDENTIALS_FULL_URI", this.endpoints.container("/v1/credentials")), "")) {
            HttpResponse<String> plain = gateway.chat("found", false);
            HttpResponse<String> streamed = gateway.chat("found", true);

            assertThat(plain.body()).contains("Hello");
            assertThat(plain.statusCode()).isEqualTo(200);
            assertThat(streamed.body()).contains("Hello", "data: [DONE]");
            assertThat(gateway.output()).contains("DEBUG");
            for (String secret : this.key.secrets()) {
                assertThat(gateway.output().contains(secret)).as("a secret in the log at debug level").isFalse();
            }
        }
    }

    @Test
    void withoutCredentialsTheClientIsToldAndTheNextCallTriesAgain() throws Exception {
        this.endpoints.fail(true);
        try (CloudGateway gateway = start(
                Map.of("AWS_CONTAINER_CREDENTIALS_FULL_URI", this.endpoints.container("/v1/credentials")), "")) {
            HttpResponse<String> refused = gateway.chat("found", false);

            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.body()).contains("provider_unavailable",
                    "no credentials for the provider 'bedrock-found'");
            assertThat(gateway.output()).contains("no AWS credentials for the provider 'bedrock-found'");
            assertThat(this.bedrock.requests()).isEmpty();

            this.endpoints.fail(false);
            assertThat(gateway.chat("found", false).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void withoutCredentialsAFallbackAnswers() throws Exception {
        this.endpoints.fail(true);
        try (CloudGateway gateway = start(
                Map.of("AWS_CONTAINER_CREDENTIALS_FULL_URI", this.endpoints.container("/v1/credentials")),
                "{\"fallback_models\": [\"open\"]}")) {
            HttpResponse<String> answered = gateway.chat("found", false);

            assertThat(answered.statusCode()).isEqualTo(200);
            assertThat(answered.headers().firstValue("x-llm-provider")).contains("open");
            assertThat(gateway.output()).contains("no AWS credentials");
        }
    }

    @Test
    void aWebIdentityIsGivenInForCredentials() throws Exception {
        Path token = Files.writeString(this.directory.resolve("token"), "aws-session-web-identity");
        try (CloudGateway gateway = start(Map.of("AWS_WEB_IDENTITY_TOKEN_FILE", token.toString(), "AWS_ROLE_ARN",
                "arn:aws:iam::123456789012:role/llm-gateway", "AWS_REGION", "eu-central-1", "AWS_ENDPOINT_URL_STS",
                this.endpoints.uri()), "")) {
            HttpResponse<String> answered = gateway.chat("found", false);

            assertThat(answered.body()).contains("Hello");
            assertThat(this.endpoints.assumed()).contains("AssumeRoleWithWebIdentity",
                    "WebIdentityToken=aws-session-web-identity");
            assertThat(gateway.output().contains("aws-session-web-identity")).as("a token in the log").isFalse();
        }
    }

    @Test
    void anAccessKeyOfTheCatalogueSignsCalls() throws Exception {
        try (CloudGateway gateway = start(Map.of("GATEWAY_AWS_ID", this.key.id(), "GATEWAY_AWS_SECRET",
                this.key.secret(), "GATEWAY_AWS_TOKEN", this.key.sessionToken()), "")) {
            assertThat(gateway.chat("set", false).body()).contains("Hello");
            assertThat(gateway.embed("vectors").body()).contains("\"prompt_tokens\":2");
            for (String secret : this.key.secrets()) {
                assertThat(gateway.output().contains(secret)).as("a secret in the log at debug level").isFalse();
            }
        }
    }

    private CloudGateway start(Map<String, String> environment, String routeSettings) throws IOException {
        return CloudGateway.start(this.directory, CATALOGUE.formatted(this.bedrock.baseUri()), environment,
                routeSettings);
    }

}
