package llmgateway.e2e.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import llmgateway.apisix.admin.AdminApiDouble;
import llmgateway.apisix.command.CommandRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** The parts of the stack agree with each other, and with the software. */
class StackFilesTest {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+):\\?");

    private static final Pattern REFERENCE = Pattern.compile("\\$env://(\\w+)");

    private static final Pattern TAG = Pattern.compile("[^:]+:v?\\d+\\.\\d+\\.\\d+.*");

    private final JsonNode compose = YAMLMapper.shared()
        .readTree(Stack.REPOSITORY.resolve("docker-compose.yml").toFile());

    @Test
    void everySecretThatComposeAsksForIsMade() throws IOException {
        Set<String> asked = found(VARIABLE, Files.readString(Stack.REPOSITORY.resolve("docker-compose.yml")));
        assertThat(Secrets.fresh().values().keySet()).containsExactlyInAnyOrderElementsOf(asked);
    }

    @Test
    void theObjectsFitApisixAndFindTheirSecretsInItsEnvironment(@TempDir Path directory) throws IOException {
        StackObjects objects = StackObjects.generate(directory);
        try (AdminApiDouble api = AdminApiDouble.start()) {
            String folder = objects.folder().toString();
            assertThat(CommandRun.at(api, "apply", "--objects", folder, "--prune")).returns(0, CommandRun::exit);
            assertThat(CommandRun.at(api, "apply", "--objects", folder, "--prune", "--diff"))
                .as("nothing is left to do")
                .returns(0, CommandRun::exit);
        }
        assertThat(environment("apisix")).containsAll(found(REFERENCE, objects.text()));
    }

    @Test
    void everyImageIsPinned() {
        for (JsonNode service : this.compose.path("services")) {
            assertThat(service.path("image").asString()).matches(TAG);
        }
    }

    @Test
    void whatIsMountedIsThere() {
        for (JsonNode service : this.compose.path("services")) {
            for (JsonNode volume : service.path("volumes")) {
                String source = volume.asString().split(":", 2)[0];
                if (source.startsWith("./")) {
                    assertThat(Stack.REPOSITORY.resolve(source)).exists();
                }
            }
        }
    }

    @Test
    void nothingIsPublishedBeyondThisMachine() {
        for (JsonNode service : this.compose.path("services")) {
            for (JsonNode port : service.path("ports")) {
                assertThat(port.asString()).startsWith("127.0.0.1:");
            }
        }
    }

    private Set<String> environment(String service) {
        return new TreeSet<>(this.compose.path("services").path(service).path("environment").propertyNames());
    }

    private static Set<String> found(Pattern pattern, String text) {
        return pattern.matcher(text)
            .results()
            .map((match) -> match.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    }

}
