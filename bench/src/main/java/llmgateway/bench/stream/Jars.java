package llmgateway.bench.stream;

import java.nio.file.Files;
import java.nio.file.Path;

/** What is packaged beside the benchmark. */
final class Jars {

    private Jars() {
    }

    static Path runner() {
        return jar("llm.runner.jar");
    }

    static Path simulator() {
        return jar("llm.simulator.jar");
    }

    private static Path jar(String property) {
        Path jar = Path.of(System.getProperty(property, ""));
        if (!Files.isRegularFile(jar)) {
            throw new IllegalStateException("no jar at '" + jar + "': start with bench/run");
        }
        return jar;
    }

}
