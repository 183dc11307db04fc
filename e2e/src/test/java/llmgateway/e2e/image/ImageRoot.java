package llmgateway.e2e.image;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import llmgateway.e2e.runner.RunnerProcess;
import org.springframework.util.FileSystemUtils;

/**
 * The folder {@code /opt/llm-gateway} of the image, made elsewhere by the steps of the
 * Dockerfile: the same scripts, and its COPY lines.
 */
final class ImageRoot {

    private static final Path REPOSITORY = Path.of(System.getProperty("basedir", "."))
        .toAbsolutePath()
        .resolve("..")
        .normalize();

    private static final List<String> COPIED = List.of("dependencies", "application");

    private final Path folder;

    private ImageRoot(Path folder) {
        this.folder = folder;
    }

    /**
     * @param scratch an empty folder
     */
    static ImageRoot build(Path scratch) throws IOException, InterruptedException {
        ImageRoot root = new ImageRoot(Files.createDirectory(scratch.resolve("llm-gateway")));
        Path layers = scratch.resolve("image");
        root.run(Map.of(), REPOSITORY.resolve("docker/image/lay-out").toString(),
                System.getProperty("llm.runner.jar", ""), layers.toString());
        for (String layer : COPIED) {
            FileSystemUtils.copyRecursively(layers.resolve(layer), root.folder);
        }
        for (String script : List.of("start", "health", "train")) {
            if (!root.folder.resolve(script).toFile().setExecutable(true)) {
                throw new IOException(script + " cannot be made executable");
            }
        }
        root.run(Map.of(), "./train", Integer.toString(RunnerProcess.freePort()));
        return root;
    }

    static String dockerfile() throws IOException {
        return Files.readString(REPOSITORY.resolve("Dockerfile"));
    }

    Path folder() {
        return this.folder;
    }

    /** Starts the runner as the image's entry point does. */
    Process start(Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("./start"));
        command.addAll(List.of(arguments));
        return process(environment, command).start();
    }

    /** Whether the image's health check succeeds. */
    boolean isHealthy(int managementPort) throws IOException, InterruptedException {
        return process(Map.of(), List.of("./health", Integer.toString(managementPort))).start().waitFor() == 0;
    }

    /** What {@link #start} printed. */
    String output() throws IOException {
        return Files.readString(outputFile());
    }

    private void run(Map<String, String> environment, String... command) throws IOException, InterruptedException {
        int exit = process(environment, Arrays.asList(command)).start().waitFor();
        if (exit != 0) {
            throw new IOException(String.join(" ", command) + " ended with " + exit + ":\n" + output());
        }
    }

    private ProcessBuilder process(Map<String, String> environment, List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command).directory(this.folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(Redirect.appendTo(outputFile().toFile()));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        return builder;
    }

    private Path outputFile() {
        return this.folder.resolveSibling("output");
    }

}
