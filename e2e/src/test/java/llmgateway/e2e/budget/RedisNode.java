package llmgateway.e2e.budget;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import llmgateway.e2e.runner.RunnerProcess;
import redis.embedded.core.ExecutableProvider;

import static org.awaitility.Awaitility.await;

/**
 * A Redis of a test's own, which it may freeze, kill and restart. Every write is on disk
 * before it is answered.
 */
public final class RedisNode implements AutoCloseable {

    private static final byte[] PING = "PING\r\n".getBytes(StandardCharsets.US_ASCII);

    private static final String PONG = "+PONG";

    private static final Duration START = Duration.ofSeconds(30);

    private final Path directory;

    private final int port = RunnerProcess.freePort();

    private Process process;

    private RedisNode(Path directory) {
        this.directory = directory;
        this.process = launch("data");
    }

    /**
     * @param directory where it keeps its data
     */
    public static RedisNode start(Path directory) {
        return new RedisNode(directory);
    }

    public String address() {
        return "redis://127.0.0.1:" + this.port;
    }

    void freeze() {
        signal("-STOP");
    }

    void thaw() {
        signal("-CONT");
    }

    void kill() {
        this.process.destroyForcibly().onExit().join();
    }

    /** Comes back with its data. */
    void restart() {
        this.process = launch("data");
    }

    /** Comes back having lost everything. */
    void restartEmpty() {
        this.process = launch("fresh");
    }

    @Override
    public void close() {
        kill();
    }

    private void signal(String signal) {
        try {
            new ProcessBuilder("kill", signal, Long.toString(this.process.pid())).start().onExit().join();
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private Process launch(String name) {
        try {
            Process launched = new ProcessBuilder(List.of(ExecutableProvider.newJarResourceProvider().get().getPath(),
                    "--port", Integer.toString(this.port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "yes",
                    "--appendfsync", "always", "--appendfilename", name, "--dir", this.directory.toString()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
            await("Redis answers").atMost(START).until(this::answers);
            return launched;
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private boolean answers() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.port)) {
            socket.getOutputStream().write(PING);
            byte[] answer = socket.getInputStream().readNBytes(PONG.length());
            return PONG.equals(new String(answer, StandardCharsets.US_ASCII));
        }
        catch (IOException ex) {
            return false;
        }
    }

}
