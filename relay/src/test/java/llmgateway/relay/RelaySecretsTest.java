package llmgateway.relay;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import llmgateway.core.upstream.AttemptOutcome;
import llmgateway.relay.settings.RelaySettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class RelaySecretsTest {

    private final RelayHarness relay = new RelayHarness(RelaySettings.defaults());

    @AfterEach
    void close() throws IOException {
        this.relay.close();
    }

    @ParameterizedTest
    @ValueSource(strings = { Plans.PROVIDER_KEY, "sk-proj-********************WXYZ", "sk-p...WXYZ", "****WXYZ",
            "sk-proj-can\u2026", "sk-pr\u2022\u2022\u2022\u2022XYZ" })
    void S2_takesAnEchoedKeyOutOfAnErrorWholeOrMasked(String echoed) throws IOException {
        byte[] error = ("{\"error\":{\"message\":\"Incorrect API key provided: " + echoed
                + ". You can find your key at https://acme.example.\"}}")
            .getBytes(StandardCharsets.UTF_8);
        try (RawProvider provider = RawProvider.running((out, socket) -> {
            out.write(("HTTP/1.1 401 Unauthorized\r\nContent-Type: application/json\r\nContent-Length: " + error.length
                    + "\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
            out.write(error);
        })) {
            RecordingClient client = this.relay.forward(Plans.chat(provider.uri("/")));

            assertThat(client.status).isEqualTo(401);
            assertThat(client.text()).isEqualTo("{\"error\":{\"message\":\"Incorrect API key provided: [redacted]. "
                    + "You can find your key at https://acme.example.\"}}");
            assertThat(client.headers.first("content-length")).contains(Integer.toString(client.body.size()));
        }
    }

    @Test
    void S2_dropsAResponseHeaderThatHoldsTheKey() throws IOException {
        try (RawProvider provider = RawProvider.answering("HTTP/1.1 200 OK\r\nx-echo: Bearer " + Plans.PROVIDER_KEY
                + "\r\nx-other: kept\r\nContent-Length: 0\r\n\r\n")) {
            RecordingClient client = this.relay.forward(Plans.chat(provider.uri("/")));

            assertThat(client.headers.contains("x-echo")).isFalse();
            assertThat(client.headers.first("x-other")).contains("kept");
        }
    }

    @Test
    void S2_replacesAnErrorTooLongToSearchForTheKey() throws IOException {
        String error = "x".repeat(2000) + Plans.PROVIDER_KEY;
        try (RawProvider provider = RawProvider.answering(
                "HTTP/1.1 500 Oops\r\nContent-Type: application/json\r\nContent-Length: " + error.length() + "\r\n\r\n",
                error); RelayHarness bounded = new RelayHarness(Limits.heldBack(1000))) {
            RecordingClient client = bounded.forward(Plans.chat(provider.uri("/")));

            assertThat(client.status).isEqualTo(500);
            assertThat(client.text()).contains("upstream_error").doesNotContain("canary");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = { 301, 302, 303, 307, 308 })
    void S4_neverTakesAKeyToWhereARedirectPoints(int status) throws IOException {
        try (RawProvider elsewhere = RawProvider.answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
                RawProvider provider = RawProvider.answering("HTTP/1.1 " + status + " Moved\r\nLocation: "
                        + elsewhere.uri("/v1/chat/completions") + "\r\nContent-Length: 0\r\n\r\n")) {
            RecordingClient client = this.relay.forward(Plans.chat(provider.uri("/")));

            assertThat(client.status).isEqualTo(502);
            assertThat(client.headers.contains("location")).isFalse();
            assertThat(elsewhere.requests()).isEmpty();
            assertThat(this.relay.outcomes).containsExactly(new AttemptOutcome.Broken());
        }
    }

}
