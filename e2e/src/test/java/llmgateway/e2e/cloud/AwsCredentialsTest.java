package llmgateway.e2e.cloud;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

import llmgateway.e2e.runner.RunnerProcess;
import llmgateway.simulator.Simulator;
import llmgateway.simulator.SimulatorConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The packaged gateway as it runs on AWS: what AWS' own library finds signs its calls to
 * a Bedrock that computes the signatures itself.
 */
class AwsCredentialsTest {

    private static final Duration START = Duration.ofSeconds(60);

    private static final String KEY = "sk-alice-6a41f0";

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
              open: {targets: [{provider: open}]}
            """;

    private final AwsKey key = AwsKey.fresh();

    private final AwsCredentialEndpoints endpoints = new AwsCredentialEndpoints(this.key);

    private final Simulator bedrock = Simulator
        .start(SimulatorConfig.defaults().withSigningKey(this.key.id(), this.key.secret(), InstantSource.system()));

    private final HttpClient client = HttpClient.newHttpClient();

    private final int port = RunnerProcess.freePort();

    @TempDir
    private Path directory;

    @AfterEach
    void stop() {
        this.client.close();
        this.bedrock.close();
        this.endpoints.close();
    }

    @Test
    void S1_aContainersCredentialsSignCallsAndAreToldToNobody() throws Exception {
        try (RunnerProcess gateway = start(
                Map.of("AWS_CONTAINER_CREDENTIALS_FULL_URI", this.endpoints.container("/v1/credentials")), "")) {
            HttpResponse<String> plain = chat("found", false);
            HttpResponse<String> streamed = chat("found", true);

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
        try (RunnerProcess gateway = start(
                Map.of("AWS_CONTAINER_CREDENTIALS_FULL_URI", this.endpoints.container("/v1/credentials")), "")) {
            HttpResponse<String> refused = chat("found", false);

            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.body()).contains("provider_unavailable",
                    "no credentials for the provider 'bedrock-found'");
            assertThat(gateway.output()).contains("no AWS credentials for the provider 'bedrock-found'");
            assertThat(this.bedrock.requests()).isEmpty();

            this.endpoints.fail(false);
            assertThat(chat("found", false).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void withoutCredentialsAFallbackAnswers() throws Exception {
        this.endpoints.fail(true);
        try (RunnerProcess gateway = start(
                Map.of("AWS_CONTAINER_CREDENTIALS_FULL_URI", this.endpoints.container("/v1/credentials")),
                "{\"fallback_models\": [\"open\"]}")) {
            HttpResponse<String> answered = chat("found", false);

            assertThat(answered.statusCode()).isEqualTo(200);
            assertThat(answered.headers().firstValue("x-llm-provider")).contains("open");
            assertThat(gateway.output()).contains("no AWS credentials");
        }
    }

    @Test
    void aWebIdentityIsGivenInForCredentials() throws Exception {
        Path token = Files.writeString(this.directory.resolve("token"), "aws-session-web-identity");
        try (RunnerProcess gateway = start(Map.of("AWS_WEB_IDENTITY_TOKEN_FILE", token.toString(), "AWS_ROLE_ARN",
                "arn:aws:iam::123456789012:role/llm-gateway", "AWS_REGION", "eu-central-1", "AWS_ENDPOINT_URL_STS",
                this.endpoints.uri()), "")) {
            HttpResponse<String> answered = chat("found", false);

            assertThat(answered.body()).contains("Hello");
            assertThat(this.endpoints.assumed()).contains("AssumeRoleWithWebIdentity",
                    "WebIdentityToken=aws-session-web-identity");
            assertThat(gateway.output().contains("aws-session-web-identity")).as("a token in the log").isFalse();
        }
    }

    @Test
    void anAccessKeyOfTheCatalogueSignsCalls() throws Exception {
        try (RunnerProcess gateway = start(Map.of("GATEWAY_AWS_ID", this.key.id(), "GATEWAY_AWS_SECRET",
                this.key.secret(), "GATEWAY_AWS_TOKEN", this.key.sessionToken()), "")) {
            assertThat(chat("set", false).body()).contains("Hello");
            for (String secret : this.key.secrets()) {
                assertThat(gateway.output().contains(secret)).as("a secret in the log at debug level").isFalse();
            }
        }
    }

    private RunnerProcess start(Map<String, String> environment, String routeSettings) throws IOException {
        Path catalogue = this.directory.resolve("catalogue.yaml");
        Files.writeString(catalogue, CATALOGUE.formatted(this.bedrock.baseUri()));
        Map<String, String> all = new HashMap<>(environment);
        all.put("GATEWAY_OPENAI", SimulatorConfig.DEFAULT_KEY);
        all.put("ALICE", KEY);
        RunnerProcess gateway = RunnerProcess.start(all, "logging.level.root=debug",
                // A busy machine loads AWS' library slowly.
                "llm.upstream.credential-wait=60s", "llm.catalogue.shipped=false", "llm.catalogue.file=" + catalogue,
                "llm.standalone.enabled=true", "llm.standalone.listen=127.0.0.1:" + this.port,
                "llm.socket.enabled=true", "llm.standalone.consumers[0].name=alice",
                "llm.standalone.consumers[0].keys[0]=env:ALICE", "llm.standalone.plugins[0].name=llm-route",
                "llm.standalone.plugins[0].settings=" + routeSettings);
        // The front door may open a moment after the socket.
        await().atMost(START).until(this::isOpen);
        return gateway;
    }

    private boolean isOpen() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.port)) {
            return socket.isConnected();
        }
        catch (IOException ex) {
            return false;
        }
    }

    private HttpResponse<String> chat(String model, boolean stream) throws Exception {
        String body = "{\"model\":\"" + model + "\",\"stream\":" + stream
                + ",\"messages\":[{\"role\":\"user\",\"content\":\"Hello there\"}]}";
        HttpRequest request = HttpRequest
            .newBuilder(URI.create("http://127.0.0.1:" + this.port + "/v1/chat/completions"))
            .header("Authorization", "Bearer " + KEY)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
        return this.client.send(request, HttpResponse.BodyHandlers.ofString());
    }

}
