package llmgateway.runner.a6;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

import llmgateway.core.http.DirectResponse;
import llmgateway.core.http.Header;
import llmgateway.core.http.Headers;
import llmgateway.core.http.QueryArgument;
import llmgateway.core.http.RequestRewrite;
import llmgateway.runner.a6.GatewayFrames.Call;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Properties of the codec, over random content from a seed that a failure names. */
class FrameCodecTest {

    private static final long SEED = Long.getLong("test.seed", System.nanoTime());

    private final RandomGenerator random = RandomGeneratorFactory.of("Xoshiro256PlusPlus").create(SEED);

    @Test
    void whateverTheGatewaySendsIsReadBack() throws IOException {
        for (int i = 0; i < 2_000; i++) {
            Call call = call();

            RequestCall read = FrameDecoder.requestCall(body(GatewayFrames.requestCall(call, 0xffffffffL)));

            assertThat(read.head().path()).as("seed %s", SEED).isEqualTo(call.path());
            assertThat(read.head().query()).as("seed %s", SEED).isEqualTo(call.query());
            assertThat(read.head().headers().lines()).as("seed %s", SEED).isEqualTo(call.headers());
            assertThat(read.confToken()).isEqualTo(0xffffffffL);
            assertThat(read.requestId()).isEqualTo(call.id());
        }
    }

    @Test
    void whateverTheRunnerSendsIsReadBack() throws IOException {
        for (int i = 0; i < 2_000; i++) {
            RequestRewrite rewrite = rewrite();
            DirectResponse response = new DirectResponse(this.random.nextInt(200, 1000), new Headers(headers()),
                    bytes(5_000));

            Reply.Rewritten rewritten = (Reply.Rewritten) reply(ReplyEncoder.forward(7, rewrite));
            Reply.Stopped stopped = (Reply.Stopped) reply(ReplyEncoder.stop(8, response));

            assertThat(withoutBody(rewritten.rewrite())).as("seed %s", SEED).isEqualTo(withoutBody(rewrite));
            assertThat(rewritten.rewrite().body().orElse(new byte[0])).as("seed %s", SEED)
                .isEqualTo(rewrite.body().orElse(new byte[0]));
            assertThat(stopped.response().status()).isEqualTo(response.status());
            assertThat(stopped.response().headers()).as("seed %s", SEED).isEqualTo(response.headers());
            assertThat(stopped.response().body()).as("seed %s", SEED).isEqualTo(response.body());
        }
    }

    @Test
    void framesAreReadHoweverTheyArriveInPieces() throws IOException {
        for (int i = 0; i < 200; i++) {
            List<byte[]> bodies = new ArrayList<>();
            ByteBuffer all = ByteBuffer.allocate(2_000_000);
            for (int n = 0; n < 5; n++) {
                byte[] body = bytes((n == 0) ? 300_000 : 20_000);
                bodies.add(body);
                all.put(GatewayFrames.frame(FrameType.EXTRA_INFO, body));
            }
            FrameReader reader = new FrameReader(new InPieces(all.flip()));

            for (byte[] body : bodies) {
                Frame frame = reader.next().orElseThrow();
                assertThat(frame.body()).as("seed %s", SEED).isEqualTo(body);
            }
            assertThat(reader.next()).isEmpty();
        }
    }

    @Test
    void R13_damagedFramesAreReadOrRefusedButNothingElse() {
        for (int i = 0; i < 100_000; i++) {
            byte[] body = body(GatewayFrames.requestCall(call(), 1));
            for (int n = this.random.nextInt(1, 6); n > 0; n--) {
                body[this.random.nextInt(body.length)] = (byte) this.random.nextInt();
            }
            byte[] cut = this.random.nextInt(4) == 0 ? Arrays.copyOf(body, this.random.nextInt(body.length)) : body;
            try {
                FrameDecoder.requestCall(cut);
                FrameDecoder.prepareConf(cut);
                FrameDecoder.responseCall(cut);
                FrameDecoder.extraInfo(cut);
            }
            catch (MalformedFrameException expected) {
                // Refused.
            }
            catch (RuntimeException ex) {
                throw new AssertionError("seed " + SEED, ex);
            }
        }
    }

    @Test
    void bytesThatAreNotUtf8AreReadAsLatin1() {
        byte[] latin1 = { 'g', 'r', (byte) 0xf6, (byte) 0xdf, 'e' };

        assertThat(WireText.decode(ByteBuffer.wrap(latin1))).isEqualTo("größe");
        assertThat(WireText.decode(ByteBuffer.wrap("größe 世界".getBytes(StandardCharsets.UTF_8)))).isEqualTo("größe 世界");
    }

    @Test
    void loneSurrogateOfAFilterIsSentAsQuestionMark() throws IOException {
        RequestRewrite rewrite = RequestRewrite.builder().setHeader("x", "a\ud800b").build();

        assertThat(((Reply.Rewritten) reply(ReplyEncoder.forward(1, rewrite))).header("x")).contains("a?b");
    }

    private static RequestRewrite withoutBody(RequestRewrite rewrite) {
        return new RequestRewrite(rewrite.path(), rewrite.headers(), rewrite.query(), Optional.empty(),
                rewrite.responseHeaders());
    }

    private Call call() {
        return new Call(this.random.nextInt(1 << 22), 2, "/" + text(), query(), headers(), new byte[] { 10, 0, 0, 1 },
                Map.of(), new byte[0]);
    }

    private RequestRewrite rewrite() {
        RequestRewrite.Builder builder = RequestRewrite.builder().setHeader("x", text()).removeHeader("y");
        headers().forEach((header) -> builder.setHeader(header.name(), header.value()));
        query().forEach((argument) -> argument.value()
            .ifPresentOrElse((value) -> builder.setQuery(argument.name(), value),
                    () -> builder.removeQuery(argument.name())));
        headers().forEach((header) -> builder.setResponseHeader(header.name(), header.value()));
        if (this.random.nextBoolean()) {
            builder.path("/" + text());
        }
        byte[] body = bytes(20_000);
        if (body.length > 0) {
            builder.body(body);
        }
        return builder.build();
    }

    private List<Header> headers() {
        List<Header> headers = new ArrayList<>();
        for (int n = this.random.nextInt(6); n > 0; n--) {
            headers.add(new Header("x-" + this.random.nextInt(4), text()));
        }
        return headers;
    }

    private List<QueryArgument> query() {
        List<QueryArgument> query = new ArrayList<>();
        for (int n = this.random.nextInt(4); n > 0; n--) {
            query.add(new QueryArgument(text(), this.random.nextInt(3) == 0 ? Optional.empty() : Optional.of(text())));
        }
        return query;
    }

    /** Of one, two, three and four bytes a character. */
    private String text() {
        int[] alphabet = { 'a', 'Z', '0', ' ', 'ö', 'ß', '世', '界', 0x1f600 };
        StringBuilder text = new StringBuilder();
        for (int n = this.random.nextInt(12); n > 0; n--) {
            text.appendCodePoint(alphabet[this.random.nextInt(alphabet.length)]);
        }
        return text.toString();
    }

    private byte[] bytes(int most) {
        byte[] bytes = new byte[this.random.nextInt(most)];
        this.random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] body(byte[] frame) {
        return Arrays.copyOfRange(frame, Frame.HEADER, frame.length);
    }

    private static Reply reply(ByteBuffer frame) throws IOException {
        byte[] bytes = new byte[frame.remaining()];
        frame.get(bytes);
        return Reply.of(new FrameReader(new InPieces(ByteBuffer.wrap(bytes))).next().orElseThrow());
    }

    /** Gives 1 to 5,000 bytes a read. */
    private static final class InPieces implements ReadableByteChannel {

        private final ByteBuffer bytes;

        private int next = 1;

        InPieces(ByteBuffer bytes) {
            this.bytes = bytes;
        }

        @Override
        public int read(ByteBuffer target) {
            if (!this.bytes.hasRemaining()) {
                return -1;
            }
            this.next = this.next * 7 % 5003;
            int length = Math.min(Math.min(this.next, target.remaining()), this.bytes.remaining());
            target.put(this.bytes.slice(this.bytes.position(), length));
            this.bytes.position(this.bytes.position() + length);
            return length;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {
        }

    }

}
