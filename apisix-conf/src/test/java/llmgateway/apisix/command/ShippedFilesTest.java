package llmgateway.apisix.command;

import java.util.List;
import java.util.Map;

import llmgateway.apisix.admin.ApisixSchemas;
import llmgateway.apisix.object.ApisixObject;
import llmgateway.apisix.object.ObjectFolder;
import llmgateway.apisix.object.ObjectKind;
import llmgateway.apisix.settings.ExtPlugins;
import llmgateway.apisix.settings.PluginSettingsCheck;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** The files in the folder apisix-conf. */
class ShippedFilesTest {

    private final ApisixSchemas schemas = new ApisixSchemas();

    @Test
    void areWhatGenerateMakesOfTheShippedSettings() {
        CommandRun run = CommandRun.of(Map.of(), "generate", "--check", "--settings",
                CommandRun.SHIPPED.resolve("gateway.yaml").toString());

        assertThat(run.out()).contains("All files are as they should be.");
        assertThat(run.exit()).isZero();
    }

    @Test
    void everyObjectFitsApisixOwnSchemas() throws Exception {
        List<ApisixObject> objects = new ObjectFolder(CommandRun.SHIPPED.resolve("objects")).read();

        assertThat(objects).hasSizeGreaterThan(10);
        assertThat(objects)
            .allSatisfy((object) -> assertThat(this.schemas.problemsOf(object.key().kind(), withId(object))).isEmpty());
    }

    @Test
    void theSchemasRefuseWhatApisixRefuses() throws Exception {
        ApisixObject route = new ObjectFolder(CommandRun.SHIPPED.resolve("objects")).read().getLast();
        ObjectNode wrong = route.body().deepCopy();
        ((ObjectNode) wrong.path("plugins")).putObject("client-control").put("max_body_size", -1);
        wrong.put("unknown", 1);

        assertThat(this.schemas.problemsOf(ObjectKind.ROUTE, wrong)).hasSize(2);
    }

    @Test
    void theStandaloneFileHasTheSameObjects() throws Exception {
        JsonNode standalone = new YAMLMapper().readTree(CommandRun.SHIPPED.resolve("apisix.yaml").toFile());
        List<ApisixObject> objects = new ObjectFolder(CommandRun.SHIPPED.resolve("objects")).read();

        for (ApisixObject object : objects) {
            String name = (object.key().kind() == ObjectKind.CONSUMER) ? "username" : "id";
            JsonNode found = standalone.path(object.key().kind().collection())
                .valueStream()
                .filter((entry) -> entry.path(name).asString("").equals(object.key().id()))
                .findFirst()
                .orElseThrow();
            ObjectNode body = ((ObjectNode) found).deepCopy();
            body.remove("id");
            assertThat(body).isEqualTo(object.body());
        }
        assertThat(standalone.valueStream().mapToInt(JsonNode::size).sum()).isEqualTo(objects.size());
    }

    @Test
    void everyPluginConfigurationIsOneThatTheRunnerTakes() throws Exception {
        PluginSettingsCheck check = new PluginSettingsCheck();
        List<ExtPlugins> configurations = new ObjectFolder(CommandRun.SHIPPED.resolve("objects")).read()
            .stream()
            .flatMap((object) -> ExtPlugins.of(object.body().path("plugins")).stream())
            .toList();

        assertThat(configurations).hasSize(3);
        assertThat(configurations).allSatisfy((plugins) -> {
            assertThat(plugins.settings().keySet()).containsExactly("llm-route", "llm-budget", "llm-metrics");
            plugins.settings().forEach((name, json) -> assertThat(check.problemsOf(name, json)).isEmpty());
        });
    }

    private static ObjectNode withId(ApisixObject object) {
        ObjectNode body = object.body().deepCopy();
        if (object.key().kind() != ObjectKind.CONSUMER) {
            body.put("id", object.key().id().substring(object.key().id().lastIndexOf('/') + 1));
        }
        return body;
    }

}
