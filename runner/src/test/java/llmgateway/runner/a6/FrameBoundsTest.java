package llmgateway.runner.a6;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

import com.google.flatbuffers.FlatBufferBuilder;
import com.sun.management.ThreadMXBean;
import llmgateway.core.call.Exchange;
import llmgateway.core.http.Header;
import llmgateway.core.http.QueryArgument;
import llmgateway.core.http.RequestRewrite;
import llmgateway.runner.a6.GatewayFrames.Call;
import llmgateway.runner.a6.wire.HTTPReqCall.Req;
import llmgateway.runner.a6.wire.TextEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@Timeout(120)
class FrameBoundsTest {

    private static final NamedFilter PASS = new NamedFilter("pass", (rq, rs, chain) -> chain.filter(rq, rs));

    @TempDir
    Path directory;

    @Test
    void R11_aReplyTheProtocolCannotCarryIsAnErrorAndNeverCutShort() throws IOException {
        NamedFilter growing = new NamedFilter("growing", (request, response, chain) -> {
            byte[] body = new byte[Integer.parseInt(request.getArg("size"))];
            Arrays.fill(body, (byte) 'x');
            ((Exchange) request).rewrite(RequestRewrite.builder().body(body).build());
            chain.filter(request, response);
        });
        try (RunnerFixture runner = new RunnerFixture(this.directory, List.of(growing));
                GatewayPeer gateway = runner.connect()) {
            long token = gateway.prepare("key", Map.of("growing", ""));

            for (int size : new int[] { 15 * 1024 * 1024, 16_777_100 }) {
                Reply fitting = gateway.call(sized(size), token);
                assertThat(((Reply.Rewritten) fitting).rewrite().body())
                    .hasValueSatisfying((body) -> assertThat(body).hasSize(size).containsOnly('x'));
            }
            for (int size : new int[] { 16_777_200, 16_777_215, 16_777_216, 40_000_000 }) {
                assertThat(gateway.call(sized(size), token)).isInstanceOfSatisfying(Reply.Stopped.class,
                        (stop) -> assertThat(stop.response().status()).isEqualTo(500));
            }
        }
    }

    private static Call sized(int size) {
        return Call.get("/").withQuery(new QueryArgument("size", Optional.of("" + size)));
    }

    @Test
    void R12_framesUpToTheProtocolsLimitAreRead() throws IOException {
        try (RunnerFixture runner = new RunnerFixture(this.directory, List.of(PASS));
                GatewayPeer gateway = runner.connect()) {
            long token = gateway.prepare("key", Map.of("pass", ""));
            byte[] call = GatewayFrames.requestCall(Call.get("/"), token);
            byte[] body = Arrays.copyOfRange(call, Frame.HEADER, call.length);
            for (int size : new int[] { 16_777_211, 16_777_212, 16_777_214, 16_777_215 }) {
                gateway.send(GatewayFrames.frame(FrameType.HTTP_REQ_CALL, Arrays.copyOf(body, size)));

                assertThat(Reply.of(gateway.receive())).isEqualTo(new Reply.Unchanged(1));
            }
        }
    }

    @Test
    void R13_noLieAboutALengthOrPlaceCostsMoreMemoryThanTheFrame() {
        byte[] frame = GatewayFrames.requestCall(
                Call.post("/v1/chat/completions", "")
                    .withHeaders(new Header("a", "b"), new Header("c", "d"), new Header("content-type", "text/plain")),
                7);
        byte[] valid = Arrays.copyOfRange(frame, Frame.HEADER, frame.length);
        decode(valid);
        for (int place = 0; place + Integer.BYTES <= valid.length; place++) {
            for (int lie : new int[] { Integer.MAX_VALUE, 0x20000000, 0x10000, -1, Integer.MIN_VALUE, -valid.length }) {
                byte[] lying = valid.clone();
                ByteBuffer.wrap(lying).putInt(place, Integer.reverseBytes(lie));

                assertThat(allocatedBy(() -> decode(lying))).as("place %s, lie %s", place, lie).isLessThan(100_000);
            }
        }
    }

    @Test
    void R13_textThatManyEntriesShareIsCountedEachTime() {
        FlatBufferBuilder builder = new FlatBufferBuilder(1 << 20);
        int text = builder.createString(ByteBuffer.wrap("x".repeat(100_000).getBytes(UTF_8)));
        int entry = TextEntry.createTextEntry(builder, text, text);
        int path = builder.createString("/");
        int headers = Req.createHeadersVector(builder, IntStream.generate(() -> entry).limit(10_000).toArray());
        builder.finish(Req.createReq(builder, 1, 0, 0, path, 0, headers, 1));
        byte[] body = builder.sizedByteArray();

        assertThatExceptionOfType(MalformedFrameException.class).isThrownBy(() -> FrameDecoder.requestCall(body));
        assertThat(allocatedBy(() -> decode(body))).isLessThan(2_000_000);
    }

    @Test
    void R16_aClaimedLengthCostsNothingUntilItsBytesArrive() {
        byte[] header = GatewayFrames.frame(FrameType.HTTP_REQ_CALL.ordinal(), Frame.MAX_BODY, new byte[10]);
        ReadableByteChannel channel = Channels.newChannel(new ByteArrayInputStream(header));

        assertThat(allocatedBy(() -> {
            try {
                new FrameReader(channel).next();
            }
            catch (IOException expected) {
                // Closed within a frame.
            }
        })).isLessThan(300_000);
    }

    @Test
    void R16_anIdleConnectionKeepsNothingOfItsLastCall() throws IOException {
        AtomicReference<WeakReference<byte[]>> seen = new AtomicReference<>();
        AtomicReference<WeakReference<Object>> request = new AtomicReference<>();
        NamedFilter reading = new NamedFilter("reading", (rq, rs, chain) -> {
            seen.set(new WeakReference<>(((Exchange) rq).body()));
            request.set(new WeakReference<>(rq));
            chain.filter(rq, rs);
        });
        try (RunnerFixture runner = new RunnerFixture(this.directory, List.of(reading));
                GatewayPeer gateway = runner.connect()) {
            long token = gateway.prepare("key", Map.of("reading", ""));
            gateway.call(Call.get("/").withBody(new byte[4 << 20]), token);

            while (seen.get().get() != null || request.get().get() != null) {
                System.gc();
                Thread.onSpinWait();
            }

            assertThat(gateway.call(Call.get("/").withBody(new byte[1]), token)).isEqualTo(new Reply.Unchanged(1));
        }
    }

    @Test
    void R18_noLogLineHoldsAnythingOfACall() throws IOException {
        NamedFilter failing = new NamedFilter("failing", (request, response, chain) -> {
            switch (request.getPath()) {
                case "/canary/throw" -> throw new IllegalStateException(request.getBody(), new IOException("canary"));
                case "/canary/header" -> response.setHeader("canary", "canary\n");
                default -> {
                    request.setBody(request.getBody() + "canary");
                    chain.filter(request, response);
                    chain.filter(request, response);
                }
            }
        });
        try (LoggedLines log = new LoggedLines();
                RunnerFixture runner = new RunnerFixture(this.directory, List.of(failing))) {
            for (String path : List.of("/canary/throw", "/canary/header", "/canary")) {
                try (GatewayPeer gateway = runner.connect()) {
                    Call call = Call.post(path, "canary").withHeaders(new Header("authorization", "canary"));
                    gateway.call(call, gateway.prepare("canary", Map.of("failing", "canary")));
                    byte[] frame = GatewayFrames.requestCall(call.withMethod(200), 1);
                    gateway.send(frame);
                    gateway.isClosedByRunner();
                }
            }
            try (GatewayPeer gateway = runner.connect()) {
                gateway.call(Call.get("/"), gateway.prepare("key", Map.of("unknown", "canary")));
            }
            assertThat(log.all()).isNotEmpty();
            assertThat(log.with("canary")).isEmpty();
        }
    }

    private static void decode(byte[] body) {
        try {
            FrameDecoder.requestCall(body);
        }
        catch (MalformedFrameException expected) {
            // As it should.
        }
    }

    private static long allocatedBy(Runnable work) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        work.run();
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

}
