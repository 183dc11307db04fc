package llmgateway.quickstart;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Providers of the shipped catalogue that the simulator stands in for. */
enum SimulatedProvider {

    OPENAI("openai", "OPENAI_API_KEY", "/openai/v1"), ANTHROPIC("anthropic", "ANTHROPIC_API_KEY", "/anthropic/v1");

    private final String catalogueName;

    private final String keyVariable;

    private final String path;

    SimulatedProvider(String catalogueName, String keyVariable, String path) {
        this.catalogueName = catalogueName;
        this.keyVariable = keyVariable;
        this.path = path;
    }

    /** Those without a key in the environment. */
    static List<SimulatedProvider> without(Map<String, String> environment) {
        return Arrays.stream(values())
            .filter((provider) -> environment.getOrDefault(provider.keyVariable, "").isBlank())
            .toList();
    }

    String catalogueName() {
        return this.catalogueName;
    }

    String keyVariable() {
        return this.keyVariable;
    }

    URI baseUrl(URI simulator) {
        return simulator.resolve(this.path);
    }

}
