package llmgateway.budget.redis;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import redis.embedded.core.ExecutableProvider;

/** A real Redis of a test's own, which it may freeze, kill and restart. */
public final class RedisProcess implements AutoCloseable {

    private static final File EXECUTABLE = executable();

    /** A cluster node listens 10,000 ports higher, too. */
    private static final int HIGHEST_WITH_CLUSTER_BUS = 55_536;

    private static final int SLOTS = 16_384;

    private final int port;

    private final List<String> options;

    private Process process;

    private RedisProcess(int port, List<String> options) throws IOException {
        this.port = port;
        this.options = options;
        this.process = launch(port, options);
    }

    public static RedisProcess start(String... options) {
        try {
            RedisProcess redis = new RedisProcess(freePort(), List.of(options));
            redis.awaitAnswer();
            return redis;
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /** A cluster of one node, which serves every slot and checks what clusters check. */
    public static RedisProcess startCluster(Path directory) {
        RedisProcess redis = start("--cluster-enabled", "yes", "--cluster-announce-ip", "127.0.0.1", "--dir",
                directory.toString());
        redis.command(
                Stream.concat(Stream.of("CLUSTER", "ADDSLOTS"), IntStream.range(0, SLOTS).mapToObj(String::valueOf))
                    .toArray(String[]::new));
        Eventually.until("the cluster is up",
                () -> redis.command("CLUSTER", "INFO").toString().contains("cluster_state:ok"));
        return redis;
    }

    public String address() {
        return "redis://127.0.0.1:" + this.port;
    }

    public int port() {
        return this.port;
    }

    public void freeze() {
        signal("-STOP");
    }

    public void thaw() {
        signal("-CONT");
    }

    public void kill() {
        this.process.destroyForcibly();
        await(this.process);
    }

    /** Comes back empty on the same port. */
    public void restart() {
        try {
            this.process = launch(this.port, this.options);
            awaitAnswer();
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /**
     * Runs one command: text (empty for nil), {@code Long} or a list of these.
     * @throws IllegalStateException if Redis answers with an error
     */
    public Object command(String... words) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.port)) {
            ByteArrayOutputStream request = new ByteArrayOutputStream();
            request.writeBytes(("*" + words.length + "\r\n").getBytes(StandardCharsets.UTF_8));
            for (String word : words) {
                byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
                request.writeBytes(("$" + bytes.length + "\r\n").getBytes(StandardCharsets.UTF_8));
                request.writeBytes(bytes);
                request.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
            }
            socket.getOutputStream().write(request.toByteArray());
            return read(new BufferedInputStream(socket.getInputStream()));
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    public List<String> keys(String pattern) {
        return ((List<?>) command("KEYS", pattern)).stream().map(Object::toString).toList();
    }

    @Override
    public void close() {
        kill();
    }

    private void signal(String signal) {
        try {
            await(new ProcessBuilder("kill", signal, Long.toString(this.process.pid())).start());
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private void awaitAnswer() {
        for (long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10); System.nanoTime() < end;) {
            try {
                if ("PONG".equals(command("PING"))) {
                    return;
                }
            }
            catch (RuntimeException ex) {
                Thread.onSpinWait();
            }
        }
        throw new IllegalStateException("Redis did not start");
    }

    private static Process launch(int port, List<String> options) throws IOException {
        List<String> command = new ArrayList<>(List.of(EXECUTABLE.getPath(), "--port", Integer.toString(port), "--bind",
                "127.0.0.1", "--save", "", "--appendonly", "no"));
        command.addAll(options);
        return new ProcessBuilder(command).redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    }

    private static void await(Process process) {
        try {
            process.waitFor();
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    private static Object read(InputStream in) throws IOException {
        int type = in.read();
        String line = line(in);
        return switch (type) {
            case '+' -> line;
            case '-' -> throw new IllegalStateException(line);
            case ':' -> Long.valueOf(line);
            case '$' -> text(in, Integer.parseInt(line));
            case '*' -> {
                List<Object> values = new ArrayList<>();
                for (int i = Integer.parseInt(line); i > 0; i--) {
                    values.add(read(in));
                }
                yield values;
            }
            default -> throw new IOException("the connection closed");
        };
    }

    private static String text(InputStream in, int length) throws IOException {
        if (length < 0) {
            return "";
        }
        String text = new String(in.readNBytes(length), StandardCharsets.UTF_8);
        line(in);
        return text;
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    private static int freePort() throws IOException {
        while (true) {
            try (ServerSocket socket = new ServerSocket(0)) {
                if (socket.getLocalPort() < HIGHEST_WITH_CLUSTER_BUS) {
                    return socket.getLocalPort();
                }
            }
        }
    }

    private static File executable() {
        try {
            return ExecutableProvider.newJarResourceProvider().get();
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

}
