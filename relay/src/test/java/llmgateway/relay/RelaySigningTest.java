package llmgateway.relay;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;

import llmgateway.core.call.Call;
import llmgateway.core.call.CallId;
import llmgateway.core.call.Caller;
import llmgateway.core.call.Endpoint;
import llmgateway.core.call.Ticket;
import llmgateway.core.error.Rejects;
import llmgateway.core.http.Header;
import llmgateway.core.http.Headers;
import llmgateway.core.model.OriginalModel;
import llmgateway.core.model.RequestModel;
import llmgateway.core.secret.Secret;
import llmgateway.core.upstream.AttemptOutcome;
import llmgateway.core.upstream.CloudCredentials;
import llmgateway.core.upstream.Readmission;
import llmgateway.core.upstream.RelayPlan;
import llmgateway.core.upstream.RetryRules;
import llmgateway.core.upstream.Target;
import llmgateway.core.upstream.UpstreamRequest;
import llmgateway.core.upstream.UpstreamRequest.UsageChunk;
import llmgateway.relay.provider.UpstreamException;
import llmgateway.relay.settings.RelaySettings;
import llmgateway.relay.signing.CloudSigner;
import llmgateway.relay.signing.RequestSigner;
import llmgateway.simulator.Simulator;
import llmgateway.simulator.SimulatorConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Calls of Chat Completions to a Bedrock that computes their signatures itself.
 */
class RelaySigningTest {

    private static final String ID = "AKIAIOSFODNN7EXAMPLE";

    private static final Secret SECRET = new Secret("canary-wJalrXUtnFEMI/K7MDENG");

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-26T10:00:00Z"), ZoneOffset.UTC);

    private static final String HELLO = "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"Grüß Gott\"}]}]}";

    private static final String CLIENTS = "{\"model\":\"claude\",\"messages\":[{\"role\":\"user\",\"content\":\"Grüß Gott\"}]}";

    private final Simulator bedrock = Simulator
        .start(SimulatorConfig.defaults().withSigningKey(ID, SECRET.value(), CLOCK));

    @AfterEach
    void stop() {
        this.bedrock.close();
    }

    @ParameterizedTest
    @ValueSource(strings = { "converse", "converse-stream" })
    void aRequestIsSignedAsItIsSent(String operation) throws IOException {
        try (CloudSigner signer = signer(CLOCK); RelayHarness relay = new RelayHarness(signer)) {
            RecordingClient client = relay.forward(plan(operation, SECRET, Optional.of(new Secret("canary-session"))));

            assertThat(client.text()).contains("simulator");
            assertThat(client.status).isEqualTo(200);
            assertThat(relay.report().outcome()).isEqualTo(new AttemptOutcome.Answered(200));
        }
        assertThat(this.bedrock.requests()).singleElement()
            .satisfies((received) -> assertThat(received.header("x-amz-security-token")).contains("canary-session"));
    }

    @Test
    void S1_anotherSecretIsRefusedAndToldToNobody() throws IOException {
        try (CloudSigner signer = signer(CLOCK); RelayHarness relay = new RelayHarness(signer)) {
            RecordingClient client = relay
                .forward(plan("converse", new Secret("canary-another-secret"), Optional.empty()));

            assertThat(client.status).isEqualTo(403);
            assertThat(client.text()).contains("signature").doesNotContain("canary");
        }
        assertThat(this.bedrock.requests()).singleElement()
            .satisfies((received) -> assertThat(received.headers().toString()).doesNotContain("canary"));
    }

    @Test
    void aClockThatIsOffIsRefused() throws IOException {
        Clock late = Clock.offset(CLOCK, Duration.ofMinutes(6));
        try (CloudSigner signer = signer(late); RelayHarness relay = new RelayHarness(signer)) {
            assertThat(relay.forward(plan("converse", SECRET, Optional.empty())).text()).contains("Signature expired");
        }
    }

    @Test
    void withoutCredentialsNothingIsSentAndTheClientIsTold() throws IOException {
        try (RelayHarness relay = new RelayHarness(failing())) {
            RecordingClient client = relay.forward(plan("converse", SECRET, Optional.empty()));

            assertThat(client.status).isEqualTo(503);
            assertThat(client.text()).contains("no credentials");
            assertThat(relay.report().outcome()).isEqualTo(new AttemptOutcome.Unreachable());
        }
        assertThat(this.bedrock.requests()).isEmpty();
    }

    @Test
    void withoutCredentialsTheNextTargetIsTried() throws IOException {
        try (RawProvider other = RawProvider
            .answering("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}");
                RelayHarness relay = new RelayHarness(failing())) {
            RelayPlan signed = plan("converse", SECRET, Optional.empty());
            UpstreamRequest open = request(Endpoint.CHAT_COMPLETIONS, other.uri("/v1"), Optional.empty());
            RecordingClient client = relay.forward(
                    new RelayPlan(signed.call(), signed.ticket(), signed.body(),
                            List.of(signed.attempts().getFirst(), new FixedAttempt(open)),
                            new RetryRules(2, EnumSet.allOf(RetryRules.Reason.class), Duration.ofSeconds(60),
                                    Duration.ZERO, Duration.ZERO, false),
                            Headers.NONE)
                        .withReadmission(Readmission.FREE));

            assertThat(client.text()).isEqualTo("{}");
            assertThat(client.headers.first("x-llm-attempts")).contains("2");
            assertThat(relay.outcomes).containsExactly(new AttemptOutcome.Unreachable(),
                    new AttemptOutcome.Answered(200));
        }
    }

    private static CloudSigner signer(Clock clock) {
        return new CloudSigner(RelaySettings.defaults().credentialWait(), clock);
    }

    private static RequestSigner failing() {
        return (request) -> {
            if (request.credentials().isEmpty()) {
                return Headers.NONE;
            }
            throw new UpstreamException(Rejects.noCloudCredentials(request.target().provider()));
        };
    }

    private RelayPlan plan(String operation, Secret secret, Optional<Secret> session) {
        Call call = new Call(CallId.random(new Random(1)), Caller.UNKNOWN, Endpoint.CHAT_COMPLETIONS,
                Optional.of(new OriginalModel("claude")), operation.endsWith("stream"), OptionalLong.empty(), 1,
                Optional.empty(), Call.Labels.NONE);
        URI uri = URI
            .create(this.bedrock.baseUri() + "/model/anthropic.claude-sonnet-4-5-20250929-v1%3A0/" + operation);
        CloudCredentials credentials = new CloudCredentials.Aws("eu-central-1", "bedrock",
                Optional.of(new CloudCredentials.AwsAccessKey(new Secret(ID), secret, session)));
        return new RelayPlan(call, new Ticket("0123456789abcdef0123456789abcdef"),
                CLIENTS.getBytes(StandardCharsets.UTF_8),
                List.of(new FixedAttempt(request(Endpoint.CONVERSE, uri, Optional.of(credentials)))), RetryRules.NONE,
                Headers.NONE);
    }

    private static UpstreamRequest request(Endpoint endpoint, URI uri, Optional<CloudCredentials> credentials) {
        return new UpstreamRequest(new Target("aws", endpoint.dialect(), new RequestModel("m")), endpoint,
                Optional.empty(), "POST", uri,
                Headers.of(new Header("Content-Type", "application/json"), new Header("x-trace", " two  spaces")),
                credentials, HELLO.getBytes(StandardCharsets.UTF_8), UsageChunk.PASSED_ON, List.of());
    }

}
