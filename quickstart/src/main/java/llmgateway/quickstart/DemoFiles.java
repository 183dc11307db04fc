package llmgateway.quickstart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The files of one run, in a temporary folder: the simulator's key, and a catalogue laid
 * over the shipped one that sends its providers' calls to the simulator.
 */
record DemoFiles(Path folder, Path catalogue) implements AutoCloseable {

    private static final String KEY_FILE = "simulator.key";

    static DemoFiles write(URI simulator, String simulatorKey, List<SimulatedProvider> providers) {
        try {
            Path folder = Files.createTempDirectory("llm-gateway-demo");
            Path key = Files.writeString(folder.resolve(KEY_FILE), simulatorKey);
            StringBuilder yaml = new StringBuilder("providers:").append(providers.isEmpty() ? " {}\n" : "\n");
            for (SimulatedProvider provider : providers) {
                yaml.append("""
                          %s:
                            base_url: %s
                            keys: ["file:%s"]
                        """.formatted(provider.catalogueName(), provider.baseUrl(simulator), key));
            }
            return new DemoFiles(folder, Files.writeString(folder.resolve("catalogue.yaml"), yaml));
        }
        catch (IOException ex) {
            throw new UncheckedIOException("The demo cannot write its configuration", ex);
        }
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(this.catalogue);
            Files.deleteIfExists(this.folder.resolve(KEY_FILE));
            Files.deleteIfExists(this.folder);
        }
        catch (IOException ex) {
            throw new UncheckedIOException("The demo cannot delete " + this.folder, ex);
        }
    }

}
