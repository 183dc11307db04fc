package llmgateway.relay.signing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import llmgateway.core.error.ErrorCode;
import llmgateway.core.http.Headers;
import llmgateway.core.secret.Secret;
import llmgateway.core.upstream.CloudCredentials;
import llmgateway.relay.provider.UpstreamException;
import llmgateway.simulator.google.TokenEndpoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class GoogleTokensTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    private final TokenEndpoint endpoint = new TokenEndpoint("ya29.canary");

    private final CloudCredentials.Google account = credentials(this.endpoint.serviceAccountKey());

    @AfterEach
    void stop() {
        this.endpoint.close();
    }

    @Test
    void aServiceAccountGetsATokenAndNamesTheProjectThatPays() throws Exception {
        try (GoogleTokens tokens = new GoogleTokens(LONG)) {
            Headers proof = tokens.proof(this.account, "vertex");

            assertThat(proof.first("authorization")).contains("Bearer ya29.canary");
            assertThat(proof.first("x-goog-user-project")).contains("payer");
        }
        assertThat(this.account.toString()).doesNotContain("PRIVATE");
    }

    @Test
    void callsAtOnceAndLaterShareOneToken() throws Exception {
        try (GoogleTokens tokens = new GoogleTokens(LONG);
                ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Headers>> waiting = new ArrayList<>();
            CountDownLatch begin = new CountDownLatch(1);
            for (int i = 0; i < 20; i++) {
                waiting.add(calls.submit(() -> {
                    begin.await();
                    return tokens.proof(this.account, "vertex");
                }));
            }
            begin.countDown();
            for (Future<Headers> call : waiting) {
                assertThat(call.get().first("authorization")).contains("Bearer ya29.canary");
            }
            tokens.proof(credentials(this.account.json().orElseThrow().value()), "vertex");
        }
        assertThat(this.endpoint.given()).isEqualTo(1);
    }

    @Test
    void noCallWaitsLongerThanItsBound() {
        try (GoogleTokens tokens = new GoogleTokens(Duration.ZERO)) {
            assertNoCredentials(tokens, this.account);
        }
    }

    @Test
    void aFailureIsTriedAgainByTheNextCall() throws Exception {
        try (GoogleTokens tokens = new GoogleTokens(LONG)) {
            this.endpoint.fail(true);
            assertNoCredentials(tokens, this.account);

            this.endpoint.fail(false);
            assertThat(tokens.proof(this.account, "vertex").first("authorization")).contains("Bearer ya29.canary");
        }
    }

    @Test
    void whatGooglesLibraryCannotReadIsNotQuoted() {
        try (GoogleTokens tokens = new GoogleTokens(LONG)) {
            for (String json : List.of("{}", "{\"type\":\"canary\"}", "{\"type\":\"service_account\"",
                    "{\"type\":\"service_account\",\"client_email\":\"a\",\"client_id\":\"1\",\"private_key_id\":\"1\","
                            + "\"private_key\":\"canary\"}")) {
                assertNoCredentials(tokens, credentials(json));
            }
        }
    }

    private static void assertNoCredentials(GoogleTokens tokens, CloudCredentials.Google credentials) {
        assertThatExceptionOfType(UpstreamException.class).isThrownBy(() -> tokens.proof(credentials, "vertex"))
            .satisfies((ex) -> {
                assertThat(ex.reject().code()).isEqualTo(ErrorCode.PROVIDER_UNAVAILABLE);
                assertThat(ex.reject().message()).contains("'vertex'").doesNotContain("canary");
            });
    }

    private static CloudCredentials.Google credentials(String json) {
        return new CloudCredentials.Google(Optional.of(new Secret(json)));
    }

}
