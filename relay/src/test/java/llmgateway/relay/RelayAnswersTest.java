package llmgateway.relay;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.zip.GZIPOutputStream;

import llmgateway.core.http.Header;
import llmgateway.core.upstream.AttemptOutcome;
import llmgateway.relay.settings.RelaySettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RelayAnswersTest {

    private static final String EVENTS = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: text/event-stream\r\n"
            + "Transfer-Encoding: chunked\r\n\r\n";

    private static final String USAGE = "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":5}}\n\n";

    private final RelayHarness relay = new RelayHarness(RelaySettings.defaults());

    @AfterEach
    void close() throws IOException {
        this.relay.close();
    }

    @Test
    void sendsThePlannedRequestAndPassesTheAnswerOn() throws IOException {
        try (RawProvider provider = RawProvider.answering("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                + "x-request-id: req_1\r\nContent-Length: 15\r\n\r\n", "{\"object\":\"ok\"}")) {
            RecordingClient client = this.relay.forward(Plans.chat(provider.uri("/v1/chat/completions?a=%2Fb")));

            assertThat(client.status).isEqualTo(200);
            assertThat(client.text()).isEqualTo("{\"object\":\"ok\"}");
            assertThat(client.ended).isTrue();
            assertThat(client.headers.first("x-request-id")).contains("req_1");
            assertThat(client.headers.first("x-llm-way")).contains("relay");
            assertThat(client.headers.all("content-length")).containsExactly("15");
            assertThat(this.relay.outcomes).containsExactly(new AttemptOutcome.Answered(200));
            assertThat(provider.requests()).singleElement()
                .asString()
                .startsWith("POST /v1/chat/completions?a=%2Fb HTTP/1.1\r\n")
                .contains("Authorization: Bearer " + Plans.PROVIDER_KEY)
                .contains("Content-Type: application/json")
                .endsWith("\r\n\r\n" + new String(Plans.chat(provider.uri("/")).body(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void addsNoHeaderThatThePlanDoesNotHave() throws IOException {
        try (RawProvider provider = RawProvider.answering("HTTP/1.1 204 No Content\r\n\r\n")) {
            this.relay.forward(Plans.chat(provider.uri("/")));

            assertThat(provider.requests()
                .getFirst()
                .lines()
                .skip(1)
                .filter((line) -> line.contains(":"))
                .map((line) -> line.substring(0, line.indexOf(':'))))
                .contains("Authorization", "Content-Type", "Accept-Encoding", "Content-Length", "Host")
                .doesNotContain("User-Agent", "Upgrade", "Cookie", "Expect");
        }
    }

    @Test
    void passesAnEventOnBeforeTheNextIsThere() throws IOException {
        CountDownLatch firstSeen = new CountDownLatch(1);
        RecordingClient watching = new RecordingClient() {
            @Override
            void wrote(byte[] bytes, int offset, int length) throws IOException {
                super.wrote(bytes, offset, length);
                firstSeen.countDown();
            }
        };
        try (RawProvider provider = RawProvider.running((out, socket) -> {
            out.write((EVENTS + chunk("data: {\"one\":1}\n\n")).getBytes(StandardCharsets.UTF_8));
            out.flush();
            awaitUninterrupted(firstSeen);
            out.write((chunk("data: [DONE]\n\n") + "0\r\n\r\n").getBytes(StandardCharsets.UTF_8));
        })) {
            this.relay.forward(Plans.chat(provider.uri("/")), watching);

            assertThat(watching.text()).isEqualTo("data: {\"one\":1}\n\ndata: [DONE]\n\n");
            assertThat(watching.ended).isTrue();
        }
    }

    @Test
    void U8_passesEveryFramingOnUnchangedHoweverItIsCut() throws IOException {
        String stream = "\uFEFF: comment\r\ndata: a\u2028b\r\ndata: c\r\n\r\nevent: x\rdata: 1\r\rdata: {\"n\":1}\n\n\n"
                + "data: no blank line at the end";
        byte[] bytes = stream.getBytes(StandardCharsets.UTF_8);
        try (RawProvider provider = RawProvider.running((out, socket) -> {
            out.write(EVENTS.getBytes(StandardCharsets.UTF_8));
            for (byte b : bytes) {
                out.write(new byte[] { '1', '\r', '\n', b, '\r', '\n' });
                out.flush();
            }
            out.write("0\r\n\r\n".getBytes(StandardCharsets.UTF_8));
        })) {
            RecordingClient client = this.relay.forward(Plans.chat(provider.uri("/")));

            assertThat(client.body.toByteArray()).isEqualTo(bytes);
        }
    }

    @Test
    void hidesTheUsageChunkOnlyWhereThePlanSaysSo() throws IOException {
        String stream = "data: {\"choices\":[{\"delta\":{}}]}\n\n" + USAGE + "data: [DONE]\n\n";
        try (RawProvider provider = RawProvider.answering(EVENTS, chunk(stream), "0\r\n\r\n")) {
            assertThat(this.relay.forward(Plans.chatHidingUsage(provider.uri("/"))).text())
                .isEqualTo("data: {\"choices\":[{\"delta\":{}}]}\n\ndata: [DONE]\n\n");
            assertThat(this.relay.forward(Plans.chat(provider.uri("/"))).text()).isEqualTo(stream);
        }
    }

    @Test
    void U9_asksForIdentityAndUndoesGzipAllTheSame() throws IOException {
        byte[] zipped = gzip("data: {\"choices\":[{}]}\n\n" + USAGE + "data: [DONE]\n\n");
        try (RawProvider provider = RawProvider.running((out, socket) -> {
            out.write(
                    EVENTS.replace("\r\n\r\n", "\r\nContent-Encoding: gzip\r\n\r\n").getBytes(StandardCharsets.UTF_8));
            for (byte b : zipped) {
                out.write(new byte[] { '1', '\r', '\n', b, '\r', '\n' });
                out.flush();
            }
            out.write("0\r\n\r\n".getBytes(StandardCharsets.UTF_8));
        })) {
            RecordingClient client = this.relay.forward(Plans.chatHidingUsage(provider.uri("/")));

            assertThat(client.text()).isEqualTo("data: {\"choices\":[{}]}\n\ndata: [DONE]\n\n");
            assertThat(client.headers.contains("content-encoding")).isFalse();
            assertThat(provider.requests().getFirst()).contains("Accept-Encoding: identity").doesNotContain("gzip");
        }
    }

    @Test
    void U9_passesACodingItCannotReadOnAsItCame() throws IOException {
        try (RawProvider provider = RawProvider
            .answering(EVENTS.replace("\r\n\r\n", "\r\nContent-Encoding: br\r\n\r\n"), chunk(USAGE), "0\r\n\r\n")) {
            RecordingClient client = this.relay.forward(Plans.chatHidingUsage(provider.uri("/")));

            assertThat(client.text()).isEqualTo(USAGE);
            assertThat(client.headers.first("content-encoding")).contains("br");
        }
    }

    @Test
    void U10_holdsNoMoreOfAHugeEventThanItsBound() throws IOException {
        int huge = 16 << 20;
        try (RawProvider provider = RawProvider.running((out, socket) -> {
            out.write((EVENTS + Integer.toHexString(huge + 8) + "\r\ndata: ").getBytes(StandardCharsets.UTF_8));
            out.write("x".repeat(huge).getBytes(StandardCharsets.UTF_8));
            out.write("\n\n\r\n0\r\n\r\n".getBytes(StandardCharsets.UTF_8));
        }); RelayHarness bounded = new RelayHarness(Limits.heldBack(64 * 1024))) {
            RecordingClient client = bounded.forward(Plans.chatHidingUsage(provider.uri("/")));

            assertThat(client.body.size()).isEqualTo(huge + 8);
            assertThat(client.writes).allMatch((written) -> written <= 128 * 1024);
        }
    }

    @Test
    void passesBytesOnWithTheirLength() throws IOException {
        try (RawProvider provider = RawProvider
            .answering("HTTP/1.1 200 OK\r\nContent-Type: audio/mpeg\r\nContent-Length: 5\r\n\r\n", "sound")) {
            RecordingClient client = this.relay.forward(Plans.chat(provider.uri("/")));

            assertThat(client.text()).isEqualTo("sound");
            assertThat(client.headers.first("content-length")).contains("5");
        }
    }

    @Test
    void passesALongJsonAnswerOnWithoutHoldingItAll() throws IOException {
        String json = "[" + "1,".repeat(50_000) + "1]";
        try (RawProvider provider = RawProvider.answering("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                + "Content-Length: " + json.length() + "\r\n\r\n", json);
                RelayHarness bounded = new RelayHarness(Limits.heldBack(1000))) {
            RecordingClient client = bounded.forward(Plans.chat(provider.uri("/")));

            assertThat(client.text()).isEqualTo(json);
            assertThat(client.headers.first("content-length")).contains(Integer.toString(json.length()));
        }
    }

    @Test
    void passesAnErrorOfTheProviderOn() throws IOException {
        String error = "{\"error\":{\"message\":\"slow down\",\"type\":\"rate_limit_error\"}}";
        try (RawProvider provider = RawProvider.answering("HTTP/1.1 429 Too Many Requests\r\nRetry-After: 7\r\n"
                + "Content-Type: application/json\r\nContent-Length: " + error.length() + "\r\n\r\n", error)) {
            RecordingClient client = this.relay.forward(Plans.chat(provider.uri("/")));

            assertThat(client.status).isEqualTo(429);
            assertThat(client.text()).isEqualTo(error);
            assertThat(client.headers.first("retry-after")).contains("7");
            assertThat(this.relay.outcomes).containsExactly(new AttemptOutcome.Answered(429));
        }
    }

    @Test
    void replacesAnErrorPageByAnErrorInTheClientsDialect() throws IOException {
        try (RawProvider provider = RawProvider
            .answering("HTTP/1.1 520 Weird\r\nContent-Type: text/html\r\nContent-Length: 6\r\n\r\n", "<html>")) {
            RecordingClient client = this.relay.forward(Plans.messages(provider.uri("/")));

            assertThat(client.status).isEqualTo(520);
            assertThat(client.text()).contains("\"type\":\"error\"").contains("acme").doesNotContain("<html>");
        }
    }

    @Test
    void keepsHeadersOfTheConnectionAndOfTheProvidersOriginBack() throws IOException {
        try (RawProvider provider = RawProvider.answering("HTTP/1.1 200 OK\r\nConnection: close, X-Hop\r\nX-Hop: 1\r\n"
                + "Keep-Alive: timeout=5\r\nDate: today\r\nSet-Cookie: a=b\r\nAlt-Svc: h3=\":443\"\r\n"
                + "Access-Control-Allow-Origin: *\r\nStrict-Transport-Security: max-age=1\r\nx-llm-way: fake\r\n"
                + "x-ratelimit-remaining-tokens: 9\r\nContent-Length: 0\r\n\r\n")) {
            RecordingClient client = this.relay.forward(Plans.chat(provider.uri("/")));

            assertThat(client.headers.lines()).containsExactlyInAnyOrder(
                    new Header("x-ratelimit-remaining-tokens", "9"), new Header("content-length", "0"),
                    new Header("x-llm-provider", "acme"), new Header("x-llm-model", "gpt-4o-2024"),
                    new Header("x-llm-way", "relay"));
        }
    }

    @Test
    void keepsConnectionsToAProvider() throws IOException {
        List<Integer> ports = new CopyOnWriteArrayList<>();
        try (RawProvider provider = RawProvider.running((out, socket) -> {
            ports.add(socket.getPort());
            for (int i = 0; i < 2; i++) {
                out.write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"
                    .getBytes(StandardCharsets.UTF_8));
                out.flush();
                if (i == 0) {
                    RawProvider.readRequest(socket.getInputStream());
                }
            }
        })) {
            assertThat(this.relay.forward(Plans.chat(provider.uri("/"))).text()).isEqualTo("{}");
            assertThat(this.relay.forward(Plans.chat(provider.uri("/"))).text()).isEqualTo("{}");
            assertThat(ports).hasSize(1);
        }
    }

    private static String chunk(String data) {
        return Integer.toHexString(data.getBytes(StandardCharsets.UTF_8).length) + "\r\n" + data + "\r\n";
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return zipped.toByteArray();
    }

    private static void awaitUninterrupted(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        }
        catch (InterruptedException ex) {
            throw new IOException(ex);
        }
    }

}
