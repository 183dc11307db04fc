package llmgateway.e2e.runner;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import llmgateway.e2e.gateway.wire.RunnerConnection;
import org.awaitility.core.ConditionTimeoutException;
import org.springframework.util.FileSystemUtils;

import static org.awaitility.Awaitility.await;

/** The packaged runner as a process of its own, as it is in production. */
public final class RunnerProcess implements Closeable {

    private static final Duration START = Duration.ofSeconds(120);

    private static final String SOCKET = "runner.sock";

    /** {@code ngx_reconfigure} before it ends the old processes. */
    private static final Duration NEW_WORKERS_FIRST = Duration.ofMillis(100);

    /** {@code exit_worker} in {@code ext-plugin/init.lua} between SIGTERM and SIGKILL. */
    private static final Duration TERM_TO_KILL = Duration.ofSeconds(1);

    private static final Duration STOP = Duration.ofSeconds(30);

    private final Path directory;

    private final ProcessBuilder command;

    private final int managementPort;

    private final int relayPort;

    private Process process;

    private RunnerProcess(Path directory, ProcessBuilder command, int managementPort, int relayPort)
            throws IOException {
        this.directory = directory;
        this.command = command;
        this.managementPort = managementPort;
        this.relayPort = relayPort;
        this.process = launch();
    }

    /**
     * Starts it and waits until its socket takes connections: it opens last.
     * @param environment added to the test's own
     * @param properties as on the command line, without dashes
     */
    public static RunnerProcess start(Map<String, String> environment, String... properties) throws IOException {
        Path directory = Files.createTempDirectory("llm");
        List<String> command = new ArrayList<>(java());
        command.add("--llm.socket.path=" + directory.resolve(SOCKET));
        return start(directory, command, environment, properties);
    }

    /**
     * As {@link #start}, but as APISIX does what {@code ext-plugin.cmd} says: by a shell
     * that waits for it.
     */
    public static RunnerProcess spawn(Map<String, String> environment, String... properties) throws IOException {
        Path directory = Files.createTempDirectory("llm");
        List<String> command = new ArrayList<>(List.of("sh", "-c", "\"$@\" & wait $!", "sh"));
        command.addAll(java());
        Map<String, String> all = new HashMap<>(environment);
        all.put("APISIX_LISTEN_ADDRESS", "unix:" + directory.resolve(SOCKET));
        return start(directory, command, all, properties);
    }

    private static RunnerProcess start(Path directory, List<String> command, Map<String, String> environment,
            String... properties) throws IOException {
        int managementPort = freePort();
        int relayPort = freePort();
        command.addAll(List.of("--management.server.port=" + managementPort,
                "--llm.relay.listen=127.0.0.1:" + relayPort, "--llm.ingest.listen=127.0.0.1:0"));
        Arrays.stream(properties).map((property) -> "--" + property).forEach(command::add);
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(Redirect.appendTo(directory.resolve("output").toFile()));
        builder.environment().putAll(environment);
        return new RunnerProcess(directory, builder, managementPort, relayPort);
    }

    private static List<String> java() {
        return List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m",
                "-XX:TieredStopAtLevel=1", "-jar", jar().toString());
    }

    /** A port that was free a moment ago. */
    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    public Path socket() {
        return this.directory.resolve(SOCKET);
    }

    public URI management() {
        return URI.create("http://127.0.0.1:" + this.managementPort);
    }

    /** Where APISIX reaches its relay. */
    public URI relay() {
        return URI.create("http://127.0.0.1:" + this.relayPort);
    }

    /** All that it has printed so far, on both streams. */
    public String output() {
        try {
            return Files.readString(this.directory.resolve("output"), StandardCharsets.UTF_8);
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /** Whether its socket takes connections. */
    public boolean takesConnections() {
        try (RunnerConnection connection = RunnerConnection.open(socket())) {
            return connection.silence() == RunnerConnection.Silence.QUIET;
        }
        catch (IOException ex) {
            return false;
        }
    }

    /** Sends SIGTERM. */
    public void terminate() {
        this.process.destroy();
    }

    /** Sends SIGKILL, and waits until it is gone. */
    public void kill() {
        this.process.destroyForcibly().onExit().join();
    }

    /** Starts it anew after its end, with the same settings. */
    public void restart() throws IOException {
        this.process = launch();
    }

    /**
     * A reload of APISIX: another one is started, and what started this one is ended 0.1
     * s later. Returns the processes that are not waited for.
     */
    public List<ProcessHandle> reload() throws IOException, InterruptedException {
        Process before = this.process;
        List<ProcessHandle> left = before.descendants().toList();
        this.process = this.command.start();
        before.waitFor(NEW_WORKERS_FIRST.toMillis(), TimeUnit.MILLISECONDS);
        before.destroy();
        if (!before.waitFor(TERM_TO_KILL.toMillis(), TimeUnit.MILLISECONDS)) {
            before.destroyForcibly();
        }
        return left;
    }

    /** Waits for its end, of which somebody else is the cause. */
    public void awaitExit() throws InterruptedException {
        if (!this.process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("the runner did not stop within " + STOP);
        }
    }

    @Override
    public void close() throws IOException {
        List<ProcessHandle> children = this.process.descendants().toList();
        kill();
        children.forEach((child) -> {
            child.destroyForcibly();
            child.onExit().join();
        });
        FileSystemUtils.deleteRecursively(this.directory);
    }

    private Process launch() throws IOException {
        Process launched = this.command.start();
        try {
            await().atMost(START).until(() -> !launched.isAlive() || takesConnections());
        }
        catch (ConditionTimeoutException ex) {
            launched.destroyForcibly().onExit().join();
        }
        if (!launched.isAlive()) {
            String output = output();
            FileSystemUtils.deleteRecursively(this.directory);
            throw new IllegalStateException("the runner did not start:\n" + output);
        }
        return launched;
    }

    private static Path jar() {
        Path jar = Path.of(System.getProperty("llm.runner.jar", ""));
        if (!Files.isRegularFile(jar)) {
            throw new IllegalStateException("no packaged runner at '" + jar + "': run 'mvn verify', not 'mvn test'");
        }
        return jar;
    }

}
