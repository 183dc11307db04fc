package llmgateway.apisix.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import llmgateway.apisix.admin.ApisixSchemas;
import llmgateway.apisix.object.ApisixObject;
import llmgateway.apisix.object.ObjectFolder;
import llmgateway.apisix.object.ObjectKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class GenerateCommandTest {

    private static final String ROUTES = """
            routes:
              llm:
                uris: [/v1/*]
                plugins: {llm-route: {}, llm-budget: {}, llm-metrics: {}}
            """;

    @TempDir
    Path folder;

    @Test
    void aProviderWithSeveralNodesGetsHealthChecksThatApisixTakes() throws Exception {
        generate("""
                providers:
                  openai: {apisix: {nodes: {"10.0.0.11:443": 1, "10.0.0.12:443": 1}, retries: 1}}
                  anthropic:
                upstream: {timeout: {read: 900}}
                """ + ROUTES);

        JsonNode openai = object("upstreams/openai");
        assertThat(openai.path("nodes").propertyNames()).containsExactly("10.0.0.11:443", "10.0.0.12:443");
        assertThat(openai.at("/checks/active/type").asString()).isEqualTo("tcp");
        assertThat(openai.at("/checks/passive/unhealthy/http_statuses").toString()).isEqualTo("[500,502,503,504]");
        assertThat(openai.at("/timeout").toString()).isEqualTo("{\"connect\":5,\"send\":60,\"read\":900}");
        assertThat(object("upstreams/anthropic").has("checks")).isFalse();
        assertThat(new ApisixSchemas().problemsOf(ObjectKind.UPSTREAM, openai)).isEmpty();
    }

    @Test
    void whatIsNamedInTheSettingsIsGeneratedAndTheRestByAFlag() throws Exception {
        Map<String, String> keys = Map.of("GROQ_API_KEY", "gsk");
        Path settings = Files.writeString(this.folder.resolve("gateway.yaml"), "providers: {openai: }\n" + ROUTES);

        CommandRun.of(keys, "generate", "--settings", settings.toString());
        assertThat(this.folder.resolve("objects/upstreams/groq.json")).doesNotExist();

        CommandRun.of(keys, "generate", "--settings", settings.toString(), "--with-keys");
        assertThat(this.folder.resolve("objects/upstreams/groq.json")).exists();

        Files.writeString(settings, ROUTES);
        CommandRun.of(keys, "generate", "--settings", settings.toString());
        assertThat(this.folder.resolve("objects/upstreams/groq.json")).exists();
        assertThat(this.folder.resolve("objects/upstreams/openai.json")).as("named no more").doesNotExist();
    }

    @Test
    void everyProviderOfTheCatalogueMakesObjectsThatApisixTakes() throws Exception {
        generate("internal_routes: {port: 9081}\n" + ROUTES, "--all");

        ApisixSchemas schemas = new ApisixSchemas();
        assertThat(new ObjectFolder(this.folder.resolve("objects")).read()).hasSizeGreaterThan(100)
            .allSatisfy((ApisixObject object) -> assertThat(schemas.problemsOf(object.key().kind(), object.body()))
                .isEmpty());
    }

    @Test
    void aFileThatWasChangedByHandIsToldAndEndsTheCheckWithOne() throws Exception {
        generate("providers: {openai: }\n" + ROUTES);
        Path route = this.folder.resolve("objects/routes/llm.json");
        Files.writeString(route, Files.readString(route).replace("16000000", "1"));

        CommandRun check = CommandRun.of(Map.of(), "generate", "--check", "--settings",
                this.folder.resolve("gateway.yaml").toString());

        assertThat(check.exit()).isEqualTo(1);
        assertThat(check.out()).contains("differs: ", "llm.json").doesNotContain("openai.json");
    }

    @Test
    void anObjectOfTheOperatorsOwnIsLeftAlone() throws Exception {
        Path own = this.folder.resolve("objects/routes/shop.json");
        Files.createDirectories(own.getParent());
        Files.writeString(own, "{\"uri\": \"/shop\", \"upstream_id\": \"shop\"}");

        generate("providers: {openai: }\n" + ROUTES);

        assertThat(own).exists();
    }

    @Test
    void P16_whatIsWrongIsToldWithItsLineAndNoFileIsWritten() throws Exception {
        Path settings = Files.writeString(this.folder.resolve("gateway.yaml"), """
                provider: {openai: }
                routes:
                  llm:
                    uris: [/v1/*]
                    plugins:
                      llm-budget: {limit: {}}
                consumers:
                  alice:
                    keys: {authorization: sk-literal}
                """);

        CommandRun run = CommandRun.of(Map.of(), "generate", "--settings", settings.toString());

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err())
            .contains("gateway.yaml:1: provider: is no known field; did you mean 'providers'?",
                    "gateway.yaml:6: routes.llm.plugins.llm-budget: limit: is no known field; did you mean 'limits'?",
                    "gateway.yaml:9: consumers.alice.keys.authorization: must be a reference")
            .doesNotContain("sk-literal");
        assertThat(this.folder.resolve("apisix.yaml")).doesNotExist();
    }

    @Test
    void anUnknownProviderIsNamed() throws Exception {
        CommandRun run = CommandRun.of(Map.of(), "generate", "--settings",
                Files.writeString(this.folder.resolve("gateway.yaml"), "providers: {opnai: }\n" + ROUTES).toString());

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("providers.opnai: is in no catalogue");
    }

    private void generate(String settings, String... arguments) throws IOException {
        Path file = Files.writeString(this.folder.resolve("gateway.yaml"), settings);
        String[] all = new String[arguments.length + 3];
        all[0] = "generate";
        all[1] = "--settings";
        all[2] = file.toString();
        System.arraycopy(arguments, 0, all, 3, arguments.length);
        CommandRun run = CommandRun.of(Map.of(), all);
        assertThat(run.exit()).as(run.err()).isZero();
    }

    private JsonNode object(String path) throws IOException {
        return new JsonMapper().readTree(Files.readString(this.folder.resolve("objects/" + path + ".json")));
    }

}
