package llmgateway.apisix.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import llmgateway.apisix.admin.AdminApiDouble;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class ApplyCommandTest {

    private static final List<String> ALL = List.of("PUT upstreams/anthropic", "PUT upstreams/llm-relay",
            "PUT upstreams/openai", "PUT consumer_groups/research", "PUT consumers/alice", "PUT consumers/bob",
            "PUT consumers/carol", "PUT consumers/alice/credentials/authorization",
            "PUT consumers/alice/credentials/x-api-key", "PUT consumers/bob/credentials/authorization",
            "PUT consumers/bob/credentials/x-api-key", "PUT consumers/carol/credentials/authorization",
            "PUT routes/llm", "PUT routes/llm-internal-anthropic", "PUT routes/llm-internal-anthropic-openai",
            "PUT routes/llm-internal-openai");

    private final AdminApiDouble api = AdminApiDouble.start();

    @AfterEach
    void stop() {
        this.api.close();
    }

    @Test
    void putsEveryObjectOnceAndThenNone() {
        assertThat(CommandRun.apply(this.api).exit()).isZero();
        assertThat(this.api.writes()).isEqualTo(ALL);
        this.api.forgetWrites();

        CommandRun second = CommandRun.apply(this.api);

        assertThat(second.exit()).isZero();
        assertThat(second.out()).contains("Nothing to do.");
        assertThat(this.api.writes()).isEmpty();
    }

    @Test
    void anOldApisixThatKeepsDefaultsIsNoDifference() {
        this.api.keepDefaults();
        CommandRun.apply(this.api);
        this.api.forgetWrites();

        assertThat(CommandRun.apply(this.api, "--diff").exit()).isZero();
        CommandRun.apply(this.api);

        assertThat(this.api.writes()).isEmpty();
    }

    @Test
    void aDryRunTellsTheCallsAndMakesNone() {
        CommandRun run = CommandRun.apply(this.api, "--dry-run");

        assertThat(run.exit()).isZero();
        assertThat(run.out().lines().filter((line) -> line.startsWith("would ")))
            .isEqualTo(ALL.stream().map((call) -> "would " + call.replace(" ", " /apisix/admin/")).toList());
        assertThat(this.api.writes()).isEmpty();
    }

    @Test
    void putsBackWhatTheFilesSayAndKeepsWhatTheyDoNotMention() {
        CommandRun.apply(this.api);
        String route = this.api.object("routes/llm").orElseThrow().toString();
        this.api.put("routes/llm", route.replace("16000000", "20000000")
            .replace("\"plugins\":{", "\"priority\":7,\"plugins\":{\"prometheus\":{},"));
        this.api.forgetWrites();

        CommandRun diff = CommandRun.apply(this.api, "--diff");
        assertThat(diff.exit()).isEqualTo(1);
        assertThat(diff.out()).contains("~ routes/llm", "plugins.client-control.max_body_size: 20000000 -> 16000000",
                "only in APISIX and kept", "plugins.prometheus: {}", "priority: 7");
        assertThat(this.api.writes()).isEmpty();

        CommandRun.apply(this.api);

        assertThat(this.api.writes()).containsExactly("PUT routes/llm");
        assertThat(this.api.object("routes/llm").orElseThrow().at("/plugins/client-control/max_body_size").asInt())
            .isEqualTo(16_000_000);
        assertThat(this.api.object("routes/llm").orElseThrow().at("/plugins").has("prometheus")).isTrue();
        assertThat(this.api.object("routes/llm").orElseThrow().path("priority").asInt()).isEqualTo(7);
    }

    @Test
    void afterAFailureHalfWayTheNextRunGoesOnFromThere() {
        this.api.failAt((write) -> write.equals("PUT consumers/bob"));

        CommandRun failed = CommandRun.apply(this.api);

        assertThat(failed.exit()).isEqualTo(2);
        assertThat(failed.err()).contains("failed at consumers/bob after 5 of 16 changes",
                "503 has no healthy etcd endpoint available", "Run the command again");
        assertThat(failed.out()).contains("PUT /apisix/admin/consumers/alice").doesNotContain("routes");
        assertThat(this.api.paths()).doesNotContain("routes/llm");

        this.api.failAt((write) -> false);
        this.api.forgetWrites();
        assertThat(CommandRun.apply(this.api).exit()).isZero();
        assertThat(this.api.writes()).isEqualTo(ALL.subList(5, ALL.size()));
    }

    @Test
    void anObjectOfSomebodyElseIsTakenOverOnlyWhenAsked() {
        this.api.put("upstreams/openai", "{\"nodes\":{\"10.0.0.1:443\":1},\"type\":\"roundrobin\"}");

        CommandRun refused = CommandRun.apply(this.api);

        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.err()).contains("upstreams/openai is there already", "--adopt");
        assertThat(this.api.writes()).isEmpty();

        assertThat(CommandRun.apply(this.api, "--adopt").exit()).isZero();
        assertThat(this.api.object("upstreams/openai").orElseThrow().at("/labels/managed-by").asString())
            .isEqualTo("llm-gateway");
    }

    @Test
    void removeDeletesWhatApplyMadeAndNothingElse() {
        this.api.put("upstreams/shop", "{\"nodes\":{\"10.0.0.1:80\":1},\"type\":\"roundrobin\"}");
        this.api.put("routes/shop", "{\"uri\":\"/shop\",\"upstream_id\":\"shop\"}");
        CommandRun.apply(this.api);
        this.api.lateWorkers(2);
        this.api.forgetWrites();

        assertThat(CommandRun.apply(this.api, "--remove", "--dry-run").out())
            .contains("would DELETE /apisix/admin/routes/llm", "delete 16");
        assertThat(this.api.writes()).isEmpty();
        CommandRun run = CommandRun.apply(this.api, "--remove");

        assertThat(run.exit()).isZero();
        assertThat(this.api.paths()).containsExactly("upstreams/shop", "routes/shop");
        assertThat(this.api.writes()).startsWith("DELETE routes/llm-internal-openai");
    }

    @Test
    void anObjectWhoseFileIsGoneStaysUntilPruned(@TempDir Path folder) throws IOException {
        copy(CommandRun.SHIPPED.resolve("objects"), folder);
        CommandRun.at(this.api, "apply", "--objects", folder.toString());
        Files.delete(folder.resolve("consumers/alice/credentials/x-api-key.json"));
        this.api.forgetWrites();

        assertThat(CommandRun.at(this.api, "apply", "--objects", folder.toString()).out())
            .contains("consumers/alice/credentials/x-api-key has no file any more");
        assertThat(this.api.writes()).isEmpty();

        CommandRun.at(this.api, "apply", "--objects", folder.toString(), "--prune");
        assertThat(this.api.writes()).containsExactly("DELETE consumers/alice/credentials/x-api-key");
    }

    @Test
    void S1_theAdminKeyAndCredentialsAreNotShown() {
        CommandRun.apply(this.api);
        this.api.put("consumers/alice/credentials/x-api-key",
                "{\"plugins\":{\"key-auth\":{\"key\":\"sk-secret\"}},\"labels\":{\"managed-by\":\"llm-gateway\"}}");

        CommandRun diff = CommandRun.apply(this.api, "--diff");

        assertThat(diff.out()).contains("plugins.key-auth.key: (not shown) -> \"$env://ALICE_KEY\"");
        assertThat(diff.out() + diff.err()).doesNotContain("sk-secret", AdminApiDouble.KEY);
    }

    @Test
    void aWrongKeyAMissingKeyAndAnAbsentApiAreToldAsSuch() {
        assertThat(CommandRun
            .of(Map.of("APISIX_ADMIN_KEY", "wrong"), "apply", "--admin", this.api.address().toString(), "--objects",
                    CommandRun.SHIPPED.resolve("objects").toString())
            .err()).contains("401 failed to check token, wrong apikey");
        assertThat(CommandRun.of(Map.of(), "apply").err()).contains("APISIX_ADMIN_KEY is not set");
        this.api.close();
        CommandRun absent = CommandRun.apply(this.api);
        assertThat(absent.exit()).isEqualTo(2);
        assertThat(absent.err()).contains("no answer from 127.0.0.1");
    }

    @Test
    void aFileThatIsNoObjectIsNamedWithItsLine(@TempDir Path folder) throws IOException {
        Files.createDirectories(folder.resolve("routes"));
        Files.writeString(folder.resolve("routes/llm.json"), "{\n \"uri\": \"/a\",\n \"uri\": \"/b\"\n}");

        CommandRun run = CommandRun.at(this.api, "apply", "--objects", folder.toString());

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("llm.json:3:", "uri");
    }

    private static void copy(Path from, Path to) throws IOException {
        List<Path> files = new ArrayList<>();
        try (Stream<Path> all = Files.walk(from)) {
            all.sorted(Comparator.naturalOrder()).forEach(files::add);
        }
        for (Path file : files) {
            Path target = to.resolve(from.relativize(file).toString());
            if (Files.isDirectory(file)) {
                Files.createDirectories(target);
            }
            else {
                Files.copy(file, target);
            }
        }
    }

}
