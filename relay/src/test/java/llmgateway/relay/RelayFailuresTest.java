package llmgateway.relay;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLServerSocket;

import llmgateway.core.upstream.AttemptOutcome;
import llmgateway.relay.settings.RelaySettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class RelayFailuresTest {

    private static final String EVENTS = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"
            + "Transfer-Encoding: chunked\r\n\r\n";

    private static final String ONE_EVENT = "f\r\ndata: {\"one\":1}\r\n2\r\n\n\n\r\n";

    @Test
    void U3_refusedConnectionIsABadGateway() throws IOException {
        int port;
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = taken.getLocalPort();
        }
        assertUnreachable(URI.create("http://127.0.0.1:" + port + "/v1/chat/completions"));
    }

    @Test
    void U3_unknownHostIsABadGateway() throws IOException {
        assertUnreachable(URI.create("http://provider.invalid/v1/chat/completions"));
    }

    @Test
    void U3_failedTlsHandshakeIsABadGateway() throws IOException {
        try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> {
                try (var socket = plain.accept()) {
                    socket.getOutputStream().write("this is no TLS\r\n".getBytes(StandardCharsets.UTF_8));
                    socket.getInputStream().readAllBytes();
                }
                catch (IOException ex) {
                    // The relay hung up, as it should.
                }
            });
            assertUnreachable(URI.create("https://127.0.0.1:" + plain.getLocalPort() + "/v1/chat/completions"));
        }
    }

    @Test
    void U3_certificateThatNobodyVouchesForIsABadGatewayAndSeesNoKey(@TempDir Path folder) throws Exception {
        try (SSLServerSocket impostor = SelfSigned.serverSocket(folder.resolve("impostor.p12"))) {
            FutureTask<byte[]> received = new FutureTask<>(() -> {
                try (Socket socket = impostor.accept()) {
                    return socket.getInputStream().readAllBytes();
                }
                catch (SSLException ex) {
                    return new byte[0];
                }
            });
            Thread.ofVirtual().start(received);
            assertUnreachable(URI.create("https://127.0.0.1:" + impostor.getLocalPort() + "/v1/chat/completions"));

            assertThat(received.get()).isEmpty();
        }
    }

    private static void assertUnreachable(URI uri) throws IOException {
        try (RelayHarness relay = new RelayHarness(RelaySettings.defaults())) {
            RecordingClient client = relay.forward(Plans.chat(uri));

            assertThat(client.status).isEqualTo(502);
            assertThat(client.text()).contains("\"code\":\"upstream_error\"").contains("could not be reached");
            assertThat(client.headers.first("x-llm-provider")).contains("acme");
            assertThat(relay.outcomes).containsExactly(new AttemptOutcome.Unreachable());
        }
    }

    @Test
    void U4_noFirstByteIsAGatewayTimeout() throws IOException {
        CountDownLatch end = new CountDownLatch(1);
        try (RawProvider silent = RawProvider.running((out, socket) -> await(end));
                RelayHarness relay = new RelayHarness(Limits.firstByte())) {
            RecordingClient client = relay.forward(Plans.chat(silent.uri("/")));
            end.countDown();

            assertThat(client.status).isEqualTo(504);
            assertThat(client.text()).contains("upstream_timeout");
            assertThat(relay.outcomes).containsExactly(new AttemptOutcome.TimedOut());
        }
    }

    @Test
    void connectionResetBeforeTheAnswerIsABadGateway() throws IOException {
        try (RawProvider provider = RawProvider.running((out, socket) -> socket.setSoLinger(true, 0));
                RelayHarness relay = new RelayHarness(RelaySettings.defaults())) {
            RecordingClient client = relay.forward(Plans.chat(provider.uri("/")));

            assertThat(client.status).isEqualTo(502);
            assertThat(relay.outcomes).containsExactly(new AttemptOutcome.Broken());
            assertThat(provider.requests()).as("no automatic retry").hasSize(1);
        }
    }

    @Test
    void U5_cutOpenAiStreamEndsWithAnErrorEventAndNoDone() throws IOException {
        try (RawProvider provider = RawProvider.answering(EVENTS, ONE_EVENT, "9\r\ndata: {\"t\r\n");
                RelayHarness relay = new RelayHarness(RelaySettings.defaults())) {
            RecordingClient client = relay.forward(Plans.chat(provider.uri("/")));

            assertThat(client.status).isEqualTo(200);
            assertThat(client.text())
                .matches("data: \\{\"one\":1}\n\n\n\ndata: \\{\"error\":\\{\"message\":\"[^\\n]*broke[^\\n]*}}\n\n");
            assertThat(client.text()).doesNotContain("[DONE]");
            assertThat(client.ended).isTrue();
            assertThat(relay.outcomes).containsExactly(new AttemptOutcome.Broken());
        }
    }

    @Test
    void U5_cutAnthropicStreamEndsWithAnErrorEvent() throws IOException {
        try (RawProvider provider = RawProvider.answering(EVENTS, ONE_EVENT);
                RelayHarness relay = new RelayHarness(RelaySettings.defaults())) {
            RecordingClient client = relay.forward(Plans.messages(provider.uri("/")));

            assertThat(client.text()).contains("\n\nevent: error\ndata: {\"type\":\"error\",\"error\":{")
                .endsWith("}\n\n")
                .doesNotContain("message_stop");
        }
    }

    @Test
    void U5_aTranslatedStreamThatEndsTooEarlyIsToldAsBrokenOff() throws IOException {
        String begun = EVENTS.replace("Transfer-Encoding: chunked", "Connection: close")
                + "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"id\":\"1\",\"model\":\"m\","
                + "\"usage\":{\"input_tokens\":1,\"output_tokens\":1}}}\n\n";
        try (RawProvider provider = RawProvider.answering(begun);
                RelayHarness relay = new RelayHarness(RelaySettings.defaults())) {
            RecordingClient client = relay
                .forward(Plans.asked(Plans.chat(provider.uri("/")), Plans.messages(provider.uri("/"))));

            assertThat(client.text()).contains("broke its answer off").doesNotContain("[DONE]");
            assertThat(relay.outcomes).containsExactly(new AttemptOutcome.Broken());
        }
    }

    @Test
    void U5_silentStreamIsEndedWithAnErrorEvent() throws IOException {
        CountDownLatch end = new CountDownLatch(1);
        try (RawProvider provider = RawProvider.running((out, socket) -> {
            out.write((EVENTS + ONE_EVENT).getBytes(StandardCharsets.UTF_8));
            out.flush();
            await(end);
        }); RelayHarness relay = new RelayHarness(Limits.chunk())) {
            RecordingClient client = relay.forward(Plans.chat(provider.uri("/")));
            end.countDown();

            assertThat(client.text()).startsWith("data: {\"one\":1}\n\n").contains("upstream_timeout");
            assertThat(relay.outcomes).containsExactly(new AttemptOutcome.TimedOut());
        }
    }

    @Test
    void U6_endlessStreamEndsAtTheByteCap() throws IOException {
        try (RawProvider provider = endless(); RelayHarness relay = new RelayHarness(Limits.answerBytes(100_000))) {
            RecordingClient client = relay.forward(Plans.chat(provider.uri("/")));

            assertThat(client.body.size()).isLessThan(101_000);
            assertThat(client.text()).contains("larger than 100000 bytes");
            assertThat(relay.outcomes).containsExactly(new AttemptOutcome.Broken());
        }
    }

    @Test
    void U6_endlessStreamEndsAtTheTimeCap() throws IOException {
        try (RawProvider provider = endless(); RelayHarness relay = new RelayHarness(Limits.total())) {
            RecordingClient client = relay.forward(Plans.chat(provider.uri("/")), new RecordingClient() {
                @Override
                void wrote(byte[] bytes, int offset, int length) {
                    if (!new String(bytes, offset, length, StandardCharsets.UTF_8).contains("one")) {
                        this.body.write(bytes, offset, length);
                    }
                }
            });

            assertThat(client.text()).contains("upstream_timeout");
            assertThat(relay.outcomes).containsExactly(new AttemptOutcome.TimedOut());
        }
    }

    private static RawProvider endless() throws IOException {
        return RawProvider.running((out, socket) -> {
            out.write(EVENTS.getBytes(StandardCharsets.UTF_8));
            while (true) {
                out.write(ONE_EVENT.getBytes(StandardCharsets.UTF_8));
            }
        });
    }

    @Test
    void U7_truncatedJsonIsABadGateway() throws IOException {
        try (RawProvider provider = RawProvider.answering(
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n", "{\"choices\":[");
                RelayHarness relay = new RelayHarness(RelaySettings.defaults())) {
            RecordingClient client = relay.forward(Plans.chat(provider.uri("/")));

            assertThat(client.status).isEqualTo(502);
            assertThat(client.text()).contains("upstream_error").doesNotContain("choices");
            assertThat(relay.outcomes).containsExactly(new AttemptOutcome.Broken());
        }
    }

    @Test
    void U7_truncatedAnswerUnderWayIsBrokenOffAndNotCompleted() throws IOException {
        try (RawProvider provider = RawProvider
            .answering("HTTP/1.1 200 OK\r\nContent-Type: audio/mpeg\r\nContent-Length: 100\r\n\r\n", "so far");
                RelayHarness relay = new RelayHarness(RelaySettings.defaults())) {
            RecordingClient client = relay.forward(Plans.chat(provider.uri("/")));

            assertThat(client.text()).isEqualTo("so far");
            assertThat(client.brokenOff).isTrue();
            assertThat(client.ended).isFalse();
        }
    }

    @Test
    void U7_htmlWithStatus200IsABadGateway() throws IOException {
        try (RawProvider provider = RawProvider.answering(
                "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: 12\r\n\r\n",
                "<h1>Hi!</h1>"); RelayHarness relay = new RelayHarness(RelaySettings.defaults())) {
            RecordingClient client = relay.forward(Plans.chat(provider.uri("/")));

            assertThat(client.status).isEqualTo(502);
            assertThat(client.text()).doesNotContain("<h1>");
            assertThat(relay.outcomes).containsExactly(new AttemptOutcome.Broken());
        }
    }

    @Test
    void hangUpWhileWaitingCancelsTheRequestToTheProvider() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch cancelled = new CountDownLatch(1);
        try (RawProvider provider = RawProvider.running((out, socket) -> {
            asked.countDown();
            try {
                socket.getInputStream().read();
            }
            finally {
                cancelled.countDown();
            }
        }); RelayHarness relay = new RelayHarness(Limits.noDraining())) {
            RecordingClient client = new RecordingClient();
            Thread call = Thread.ofVirtual().start(() -> relay.forward(Plans.chat(provider.uri("/")), client));
            asked.await();
            client.goAway();
            call.join();

            cancelled.await();
            assertThat(relay.report().outcome()).isEqualTo(new AttemptOutcome.ClientGone());
            assertThat(client.status).as("nobody left to answer").isZero();
            assertThat(relay.outcomes).containsExactly(new AttemptOutcome.ClientGone());
        }
    }

    @Test
    void clientThatFailsMidStreamCancelsTheRequestToTheProvider() throws Exception {
        CountDownLatch cancelled = new CountDownLatch(1);
        try (RawProvider provider = RawProvider.running((out, socket) -> {
            try {
                out.write(EVENTS.getBytes(StandardCharsets.UTF_8));
                while (true) {
                    out.write(ONE_EVENT.getBytes(StandardCharsets.UTF_8));
                }
            }
            finally {
                cancelled.countDown();
            }
        }); RelayHarness relay = new RelayHarness(Limits.noDraining())) {
            relay.forward(Plans.chat(provider.uri("/")), new RecordingClient() {
                @Override
                void wrote(byte[] bytes, int offset, int length) throws IOException {
                    throw new IOException("Broken pipe");
                }
            });

            cancelled.await();
            relay.report();
            assertThat(relay.outcomes).containsExactly(new AttemptOutcome.ClientGone());
        }
    }

    @Test
    void refusesWhenAllConnectionsToTheProviderAreInUse() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        try (RawProvider provider = RawProvider.running((out, socket) -> {
            asked.countDown();
            await(end);
        }); RelayHarness relay = new RelayHarness(Limits.oneConnection())) {
            FutureTask<RecordingClient> first = new FutureTask<>(() -> relay.forward(Plans.chat(provider.uri("/"))));
            Thread.ofVirtual().start(first);
            asked.await();
            RecordingClient second = relay.forward(Plans.chat(provider.uri("/")));
            end.countDown();

            assertThat(second.status).isEqualTo(503);
            assertThat(second.headers.first("retry-after")).isPresent();
            assertThat(first.get().status).isEqualTo(502);
        }
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        }
        catch (InterruptedException ex) {
            throw new IOException(ex);
        }
    }

}
