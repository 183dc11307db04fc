package llmgateway.bench.stream;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A packaged application in a JVM of its own, and what that says of itself. */
final class ChildJvm implements AutoCloseable {

    private static final Duration START = Duration.ofMinutes(2);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

    /** As {@code jcmd GC.heap_info} tells it of every collector. */
    private static final Pattern HEAP_USED = Pattern.compile("heap .*?used (\\d+)K", Pattern.DOTALL);

    private final Process process;

    private ChildJvm(Process process) {
        this.process = process;
    }

    /**
     * Starts it and waits until its port takes connections.
     * @param log what it prints goes there
     */
    static ChildJvm start(Path jar, List<String> jvmOptions, List<String> arguments, int port, Path log) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        command.addAll(List.of("-jar", jar.toString()));
        command.addAll(arguments);
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(Redirect.to(log.toFile()))
                .start();
            awaitPort(process, port, log);
            return new ChildJvm(process);
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static void awaitPort(Process process, int port, Path log) throws IOException {
        long end = System.nanoTime() + START.toNanos();
        while (!takesConnections(port)) {
            if (!process.isAlive() || System.nanoTime() > end) {
                process.destroyForcibly();
                throw new IOException("it does not start:\n" + Files.readString(log, StandardCharsets.UTF_8));
            }
            pause(BETWEEN_LOOKS);
        }
    }

    private static boolean takesConnections(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        }
        catch (IOException ex) {
            return false;
        }
    }

    /** A port that was free a moment ago. */
    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    static URI loopback(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }

    static void pause(Duration time) {
        try {
            Thread.sleep(time);
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", ex);
        }
    }

    /** Of all its threads since its start; to 10 ms. */
    Duration processorTime() {
        return this.process.info().totalCpuDuration().orElseThrow();
    }

    /** Collects garbage first. */
    MemoryUse memory() {
        ask("GC.run");
        String heap = ask("GC.heap_info");
        Matcher used = HEAP_USED.matcher(heap);
        if (!used.find()) {
            throw new IllegalStateException("the heap is not told: " + heap);
        }
        return new MemoryUse(Long.parseLong(used.group(1)) << 10, resident());
    }

    private String ask(String command) {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        try {
            Process asked = new ProcessBuilder(jcmd, Long.toString(this.process.pid()), command).start();
            return new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private long resident() {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(this.process.pid()), "status"))
                .stream()
                .filter((line) -> line.startsWith("VmRSS:"))
                .mapToLong((line) -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                .findFirst()
                .orElseThrow();
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    @Override
    public void close() {
        this.process.destroyForcibly().onExit().join();
    }

    /**
     * In bytes.
     *
     * @param heap what is alive in it
     * @param resident all that the process has in memory
     */
    record MemoryUse(long heap, long resident) {
    }

}
