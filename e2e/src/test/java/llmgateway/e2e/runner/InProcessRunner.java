package llmgateway.e2e.runner;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import llmgateway.runner.RunnerApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;

/**
 * The runner in the test's own JVM, on a real socket, with filters of the test beside its
 * own.
 */
public final class InProcessRunner implements Closeable {

    private final Path directory;

    private final ConfigurableApplicationContext context;

    private InProcessRunner(Path directory, ConfigurableApplicationContext context) {
        this.directory = directory;
        this.context = context;
    }

    /**
     * @param filters configuration classes or filters to host
     * @param properties as on the command line, without dashes
     */
    public static InProcessRunner start(List<Class<?>> filters, String... properties) throws IOException {
        // Not below target/: a socket's path may have 107 bytes at most.
        Path directory = Files.createTempDirectory("llm");
        List<Class<?>> sources = new ArrayList<>(List.of(RunnerApplication.class));
        sources.addAll(filters);
        List<String> arguments = new ArrayList<>(List.of("--llm.socket.path=" + directory.resolve("runner.sock"),
                "--management.server.port=0", "--llm.relay.listen=127.0.0.1:0", "--llm.ingest.listen=127.0.0.1:0",
                "--spring.jmx.enabled=false"));
        Arrays.stream(properties).map((property) -> "--" + property).forEach(arguments::add);
        ConfigurableApplicationContext context = new SpringApplicationBuilder(sources.toArray(new Class<?>[0]))
            .registerShutdownHook(false)
            .run(arguments.toArray(new String[0]));
        return new InProcessRunner(directory, context);
    }

    public Path socket() {
        return this.directory.resolve("runner.sock");
    }

    public <T> T bean(Class<T> type) {
        return this.context.getBean(type);
    }

    @Override
    public void close() throws IOException {
        this.context.close();
        FileSystemUtils.deleteRecursively(this.directory);
    }

}
