package llmgateway.budget.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * Stands between a client and Redis and spoils the next script's answer: Redis runs it
 * and the connection breaks before the answer, or Redis is not asked and an error comes
 * back.
 */
public final class Interceptor implements AutoCloseable {

    private static final int CHUNK = 65_536;

    private final ServerSocket listener;

    private final int redisPort;

    private final AtomicInteger repliesToDrop = new AtomicInteger();

    private final AtomicInteger scriptsSeen = new AtomicInteger();

    private volatile Predicate<String> spoiled = Interceptor::isScript;

    private volatile String error = "";

    private Interceptor(ServerSocket listener, int redisPort) {
        this.listener = listener;
        this.redisPort = redisPort;
    }

    public static Interceptor before(RedisProcess redis) {
        try {
            Interceptor interceptor = new Interceptor(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()),
                    redis.port());
            Thread.ofVirtual().start(interceptor::accept);
            return interceptor;
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    public String address() {
        return "redis://127.0.0.1:" + this.listener.getLocalPort();
    }

    /** Redis carries out the next scripts, and nobody hears of it. */
    public void dropNextReplies(int count) {
        this.repliesToDrop.set(count);
    }

    /** Redis carries out the next such request, and nobody hears of it. */
    public void dropNextReplyTo(Predicate<String> request) {
        this.spoiled = request;
        this.repliesToDrop.set(1);
    }

    /** Whether a reply is still to be dropped. */
    public boolean isLurking() {
        return this.repliesToDrop.get() > 0;
    }

    /** Scripts are answered with this from now on; none reaches Redis. */
    public void answerScriptsWith(String errorLine) {
        this.error = errorLine;
    }

    public int scriptsSeen() {
        return this.scriptsSeen.get();
    }

    @Override
    public void close() {
        closeQuietly(this.listener);
    }

    private static boolean isScript(String request) {
        return request.contains("EVAL");
    }

    private void accept() {
        try {
            while (true) {
                Socket client = this.listener.accept();
                Socket redis = new Socket(InetAddress.getLoopbackAddress(), this.redisPort);
                AtomicBoolean doomed = new AtomicBoolean();
                Thread.ofVirtual().start(() -> requests(client, redis, doomed));
                Thread.ofVirtual().start(() -> replies(redis, client, doomed));
            }
        }
        catch (IOException ex) {
            // closed
        }
    }

    private void requests(Socket client, Socket redis, AtomicBoolean doomed) {
        try (client; redis) {
            InputStream in = client.getInputStream();
            OutputStream out = redis.getOutputStream();
            byte[] chunk = new byte[CHUNK];
            for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
                String request = new String(chunk, 0, length, StandardCharsets.ISO_8859_1);
                boolean script = isScript(request);
                if (script) {
                    this.scriptsSeen.incrementAndGet();
                }
                if (script && !this.error.isEmpty()) {
                    client.getOutputStream().write((this.error + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
                    continue;
                }
                if (this.spoiled.test(request)
                        && this.repliesToDrop.getAndUpdate((left) -> Math.max(0, left - 1)) > 0) {
                    doomed.set(true);
                }
                out.write(chunk, 0, length);
            }
        }
        catch (IOException ex) {
            // one side hung up
        }
    }

    private static void replies(Socket redis, Socket client, AtomicBoolean doomed) {
        try (redis; client) {
            byte[] chunk = new byte[CHUNK];
            InputStream in = redis.getInputStream();
            for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
                if (doomed.get()) {
                    return;
                }
                client.getOutputStream().write(chunk, 0, length);
            }
        }
        catch (IOException ex) {
            // one side hung up
        }
    }

    private static void closeQuietly(ServerSocket socket) {
        try {
            socket.close();
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

}
