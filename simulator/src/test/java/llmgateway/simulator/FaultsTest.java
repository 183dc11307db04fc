package llmgateway.simulator;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Every fault as a client meets it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultsTest {

    private static final String PLAIN = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";

    private static final String STREAM = PLAIN.replace("{\"model\"", "{\"stream\":true,\"model\"");

    private final Simulator simulator = Simulator.start(SimulatorConfig.defaults());

    private final HttpClient client = HttpClient.newHttpClient();

    @AfterAll
    void stop() {
        this.client.close();
        this.simulator.close();
    }

    @Test
    void answersWithAStatusInTheShapeOfTheDialect() throws Exception {
        HttpResponse<String> openAi = post("/v1/chat/completions", "status-500", PLAIN);
        HttpResponse<String> anthropic = post("/v1/messages", "status-529, retry-after=7", PLAIN);

        assertThat(openAi.statusCode()).isEqualTo(500);
        assertThat(openAi.body()).contains("\"type\":\"server_error\"");
        assertThat(anthropic.statusCode()).isEqualTo(529);
        assertThat(anthropic.body()).contains("\"type\":\"overloaded_error\"");
        assertThat(anthropic.headers().firstValue("retry-after")).contains("7");
    }

    @Test
    void resetsTheConnection() throws Exception {
        try (Socket socket = send("reset", PLAIN)) {
            assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(IOException.class)
                .hasMessageContaining("reset");
        }
    }

    @Test
    void keepsSilent() throws Exception {
        try (Socket socket = send("no-answer", PLAIN)) {
            socket.setSoTimeout(100);
            assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void cutsAStreamWithoutEndingIt() throws Exception {
        String answer = sendAndReadAll("cut-after=3", STREAM);

        assertThat(answer.split("data: ", -1)).hasSize(4);
        assertThat(answer).doesNotContain("[DONE]").doesNotEndWith("0\r\n\r\n");
    }

    @Test
    void truncatesAJsonAnswer() throws Exception {
        String answer = sendAndReadAll("truncated-json", PLAIN);

        String[] headAndBody = answer.split("\r\n\r\n", 2);
        assertThat(headAndBody[0]).containsPattern("(?i)content-length: (\\d+)");
        int promised = Integer.parseInt(headAndBody[0].replaceAll("(?is).*content-length: (\\d+).*", "$1"));
        assertThat(headAndBody[1]).hasSize(promised / 2);
    }

    @Test
    void answersWithAPage() throws Exception {
        HttpResponse<String> response = post("/v1/chat/completions", "html-200", PLAIN);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("content-type")).contains("text/html; charset=utf-8");
    }

    @Test
    void failsInTheMiddleOfAStream() throws Exception {
        assertThat(post("/v1/chat/completions", "error-event", STREAM).body()).contains("\"error\":")
            .doesNotContain("[DONE]");
        assertThat(post("/v1/chat/completions", "error-event=0", STREAM).body()).startsWith("data: {\"error\":");
        assertThat(post("/v1/messages", "error-event", STREAM.replace("{\"s", "{\"max_tokens\":9,\"s")).body())
            .contains("event: error\n")
            .doesNotContain("message_stop");
    }

    @ParameterizedTest
    @ValueSource(strings = { "crlf", "cr", "split-bytes", "comments", "chunk-delay=1", "slow-first-byte=1" })
    void changesHowAStreamIsWrittenButNotWhatItSays(String fault) throws Exception {
        String usual = post("/v1/chat/completions", "chunk-delay=0", STREAM).body();

        String unusual = post("/v1/chat/completions", fault, STREAM).body();

        assertThat(unusual.replace(": simulated\n", "").replaceAll("\r\n?", "\n")).isEqualTo(usual);
    }

    @Test
    void compresses() throws Exception {
        HttpResponse<byte[]> response = this.client.send(request("/v1/chat/completions", "gzip", STREAM),
                HttpResponse.BodyHandlers.ofByteArray());

        assertThat(response.headers().firstValue("content-encoding")).contains("gzip");
        byte[] plain = new GZIPInputStream(new ByteArrayInputStream(response.body())).readAllBytes();
        assertThat(new String(plain, StandardCharsets.UTF_8)).endsWith("data: [DONE]\n\n");
    }

    @Test
    void leavesTheUsageOut() throws Exception {
        assertThat(post("/v1/chat/completions", "no-usage", PLAIN).body()).doesNotContain("usage");
    }

    @Test
    void sendsOneHugeEvent() throws Exception {
        String stream = post("/v1/chat/completions", "huge-event=100000", STREAM).body();

        assertThat(stream.lines()).filteredOn((line) -> line.length() > 100_000).hasSize(1);
    }

    @Test
    void streamsWithoutEnd() throws Exception {
        try (Socket socket = send("endless", STREAM)) {
            assertThat(socket.getInputStream().readNBytes(1_000_000)).hasSize(1_000_000);
        }
    }

    @Test
    void tellsTheKeyInAnError() throws Exception {
        assertThat(post("/v1/chat/completions", "key-in-error", PLAIN).body()).contains(SimulatorConfig.DEFAULT_KEY);
    }

    @Test
    void refusesAFaultThatDoesNotExist() throws Exception {
        HttpResponse<String> response = post("/v1/chat/completions", "earthquake", PLAIN);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("earthquake", "cut-after");
    }

    private HttpResponse<String> post(String path, String fault, String body) throws Exception {
        return this.client.send(request(path, fault, body), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest request(String path, String fault, String body) {
        return HttpRequest.newBuilder(this.simulator.baseUri().resolve(path))
            .header("authorization", "Bearer " + SimulatorConfig.DEFAULT_KEY)
            .header("x-api-key", SimulatorConfig.DEFAULT_KEY)
            .header(path.endsWith("messages") ? "anthropic-version" : "x-none", "2023-06-01")
            .header("content-type", "application/json")
            .header("x-sim-fault", fault)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    }

    private Socket send(String fault, String body) throws IOException {
        Socket socket = new Socket("127.0.0.1", this.simulator.port());
        String head = """
                POST /v1/chat/completions HTTP/1.1
                Host: simulator
                Authorization: Bearer %s
                Content-Type: application/json
                Content-Length: %d
                X-Sim-Fault: %s

                """.formatted(SimulatorConfig.DEFAULT_KEY, body.length(), fault).replace("\n", "\r\n");
        socket.getOutputStream().write((head + body).getBytes(StandardCharsets.UTF_8));
        return socket;
    }

    private String sendAndReadAll(String fault, String body) throws IOException {
        try (Socket socket = send(fault, body)) {
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

}
