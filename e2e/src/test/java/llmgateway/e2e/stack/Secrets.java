package llmgateway.e2e.stack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What {@code docker/stack/secrets} printed. */
record Secrets(Map<String, String> values) {

    Secrets {
        values = Map.copyOf(values);
    }

    static Secrets fresh() throws IOException {
        Process process = new ProcessBuilder(Stack.REPOSITORY.resolve("docker/stack/secrets").toString()).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Secrets(printed.lines()
            .map((line) -> line.split("=", 2))
            .collect(Collectors.toMap((pair) -> pair[0], (pair) -> pair[1])));
    }

    String value(String name) {
        return Optional.ofNullable(this.values.get(name))
            .orElseThrow(() -> new IllegalArgumentException("docker/stack/secrets makes no " + name));
    }

    @Override
    public String toString() {
        return "Secrets" + this.values.keySet();
    }

}
