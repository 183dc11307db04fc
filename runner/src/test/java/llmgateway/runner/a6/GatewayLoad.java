package llmgateway.runner.a6;

import java.io.EOFException;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

import llmgateway.runner.a6.GatewayFrames.Call;

/**
 * Threads that call without a pause and as APISIX does: each keeps its connection unless
 * there is something unread on it after a reply, and prepares its configuration anew when
 * the runner does not know its token. Every other failure is what APISIX answers 503 for.
 */
final class GatewayLoad implements AutoCloseable {

    private static final int CONF_TOKEN_NOT_FOUND = llmgateway.runner.a6.wire.Err.Code.CONF_TOKEN_NOT_FOUND;

    private final Path socket;

    private final Call call;

    private final Map<String, String> conf;

    private final List<Thread> threads = new ArrayList<>();

    private final Queue<String> failures = new ConcurrentLinkedQueue<>();

    private final Map<String, AtomicLong> answers = new ConcurrentHashMap<>();

    private volatile boolean ending;

    GatewayLoad(Path socket, int threads, Call call, Map<String, String> conf) {
        this.socket = socket;
        this.call = call;
        this.conf = conf;
        for (int i = 0; i < threads; i++) {
            this.threads.add(Thread.ofPlatform().start(this::callOn));
        }
    }

    /** Calls that were not answered as they should be. */
    List<String> failures() {
        return List.copyOf(this.failures);
    }

    /** How many calls were answered with that value of the header {@code x-by}. */
    long answeredBy(String name) {
        AtomicLong count = this.answers.get(name);
        return (count != null) ? count.get() : 0;
    }

    private void callOn() {
        try (Pooled pooled = new Pooled()) {
            while (!this.ending) {
                pooled.callOnce();
            }
        }
        catch (IOException ex) {
            this.failures.add(ex.toString());
        }
    }

    @Override
    public void close() {
        this.ending = true;
        for (Thread thread : this.threads) {
            try {
                thread.join();
            }
            catch (InterruptedException ex) {
                throw new IllegalStateException(ex);
            }
        }
    }

    private final class Pooled implements AutoCloseable {

        private SocketChannel channel;

        private long token;

        Pooled() throws IOException {
            this.channel = open();
        }

        private SocketChannel open() throws IOException {
            return SocketChannel.open(UnixDomainSocketAddress.of(GatewayLoad.this.socket));
        }

        void callOnce() throws IOException {
            try {
                Reply reply = exchange(GatewayFrames.requestCall(GatewayLoad.this.call, this.token));
                if (reply instanceof Reply.Failed(int code) && code == CONF_TOKEN_NOT_FOUND) {
                    Reply prepared = exchange(GatewayFrames.prepareConf("key", GatewayLoad.this.conf));
                    this.token = ((Reply.Prepared) prepared).token();
                }
                else if (reply instanceof Reply.Rewritten rewritten) {
                    String by = rewritten.header("x-by").orElse("nobody");
                    GatewayLoad.this.answers.computeIfAbsent(by, (name) -> new AtomicLong()).incrementAndGet();
                }
                else {
                    GatewayLoad.this.failures.add(reply.toString());
                }
            }
            catch (IOException ex) {
                GatewayLoad.this.failures.add(ex.toString());
                this.channel.close();
                this.channel = open();
            }
        }

        private Reply exchange(byte[] frame) throws IOException {
            write(frame);
            Frame reply = read();
            while (reply.type() == FrameType.EXTRA_INFO) {
                write(GatewayFrames.extraInfo(Optional.of(GatewayLoad.this.call.body())));
                reply = read();
            }
            if (hasUnread()) {
                this.channel.close();
                this.channel = open();
            }
            return Reply.of(reply);
        }

        private void write(byte[] bytes) throws IOException {
            this.channel.write(ByteBuffer.wrap(bytes));
        }

        private Frame read() throws IOException {
            int header = bytes(Frame.HEADER).getInt();
            return new Frame(FrameType.of(header >>> 24).orElseThrow(), bytes(header & Frame.MAX_BODY).array());
        }

        private ByteBuffer bytes(int count) throws IOException {
            ByteBuffer bytes = ByteBuffer.allocate(count);
            while (bytes.hasRemaining()) {
                if (this.channel.read(bytes) < 0) {
                    throw new EOFException("the runner closed the connection");
                }
            }
            return bytes.flip();
        }

        private boolean hasUnread() throws IOException {
            this.channel.configureBlocking(false);
            int read = this.channel.read(ByteBuffer.allocate(1));
            this.channel.configureBlocking(true);
            return read != 0;
        }

        @Override
        public void close() throws IOException {
            this.channel.close();
        }

    }

}
