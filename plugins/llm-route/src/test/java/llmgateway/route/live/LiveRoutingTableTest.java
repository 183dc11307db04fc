package llmgateway.route.live;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

import llmgateway.core.call.Dialect;
import llmgateway.core.model.RequestModel;
import llmgateway.core.upstream.AttemptEnd;
import llmgateway.core.upstream.AttemptOutcome;
import llmgateway.core.upstream.Attempted;
import llmgateway.core.upstream.Target;
import llmgateway.document.DocumentFiles;
import llmgateway.route.catalogue.CatalogueReader;
import llmgateway.route.credential.KeyLoader;
import llmgateway.route.table.RoutingTable;
import llmgateway.route.table.RoutingTableBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@ExtendWith(OutputCaptureExtension.class)
class LiveRoutingTableTest {

    @TempDir
    private Path folder;

    private Path catalogue;

    private Path keys;

    @BeforeEach
    void writeFiles() throws IOException {
        this.keys = Files.writeString(this.folder.resolve("keys"), "sk-canary-1\n");
        this.catalogue = this.folder.resolve("catalogue.yaml");
        writeCatalogue("gpt-4o");
    }

    @Test
    void startsWithWhatTheFilesSay() {
        RoutingTable table = live().current();

        assertThat(table.catalogue().resolve("gpt-4o")).isPresent();
        assertThat(nextKey(table)).isEqualTo("sk-canary-1");
    }

    @Test
    void refusesToStartWithAFaultyCatalogueTellingEveryProblem() throws IOException {
        Files.writeString(this.catalogue, "providers:\n  acme: {dialect: grpc}\nmodles: {}\n");

        assertThatExceptionOfType(UnusableCatalogue.class).isThrownBy(this::live)
            .withMessageContaining("The catalogue has 3 problem(s):")
            .withMessageContaining("catalogue.yaml:2: providers.acme.dialect: must be one of")
            .withMessageContaining("catalogue.yaml:2: providers.acme.base_url: must be given")
            .withMessageContaining("catalogue.yaml:3: modles: is no known field; did you mean 'models'?");
    }

    @Test
    void refusesToStartWithoutItsFile() throws IOException {
        Files.delete(this.catalogue);

        assertThatExceptionOfType(UnusableCatalogue.class).isThrownBy(this::live)
            .withMessageContaining("catalogue.yaml");
    }

    @Test
    void aReloadSwapsTheWholeTable() throws IOException {
        LiveRoutingTable live = live();
        RoutingTable before = live.current();
        writeCatalogue("gpt-5");

        assertThat(live.reload()).isTrue();
        assertThat(live.current().catalogue().resolve("gpt-5")).isPresent();
        assertThat(live.current().catalogue().resolve("gpt-4o")).isEmpty();
        assertThat(before.catalogue().resolve("gpt-4o")).isPresent();
    }

    @Test
    void aBadReloadKeepsTheOldTableAndSaysWhy(CapturedOutput output) throws IOException {
        LiveRoutingTable live = live();
        RoutingTable before = live.current();
        Files.writeString(this.catalogue, "providers: 7\n");

        assertThat(live.reload()).isFalse();
        assertThat(live.current()).isSameAs(before);
        assertThat(output).contains("the old one stays in use")
            .contains("catalogue.yaml:1: providers: must be a mapping, not a number");
    }

    @Test
    void theWatchReloadsOnceForAChangeAndTellsAFaultOnce(CapturedOutput output) throws IOException {
        LiveRoutingTable live = live();
        try (CatalogueWatch watch = watch(live)) {
            assertThat(watch.check()).isFalse();

            Files.writeString(this.catalogue, "providers: broken\n");
            assertThat(watch.check()).isTrue();
            assertThat(watch.check()).isFalse();
            assertThat(output.getAll().split("stays in use", -1)).hasSize(2);

            writeCatalogue("gpt-5");
            assertThat(watch.check()).isTrue();
            assertThat(live.current().catalogue().resolve("gpt-5")).isPresent();
        }
    }

    @Test
    void theWatchTakesUpKeysThatChanged() throws IOException {
        LiveRoutingTable live = live();
        try (CatalogueWatch watch = watch(live)) {
            Files.writeString(this.keys, "sk-canary-22\n");

            assertThat(watch.check()).isTrue();
            assertThat(nextKey(live.current())).isEqualTo("sk-canary-22");
        }
    }

    @Test
    void aProviderWhoseKeysAreTakenAwayIsNoLongerActive(CapturedOutput output) throws IOException {
        LiveRoutingTable live = live();
        Files.delete(this.keys);

        assertThat(live.reload()).isTrue();
        assertThat(live.current().active("acme")).isEmpty();
        assertThat(output).contains("provider 'acme': file:" + this.keys + " does not exist");
    }

    @ParameterizedTest
    @CsvSource({ "401, true", "403, true", "429, true", "200, false", "400, false", "500, false" })
    void aKeyThatItsProviderRefusedIsSetAsideWhileThereIsAnother(int status, boolean setAside) throws IOException {
        Files.writeString(this.keys, "sk-canary-1\nsk-canary-2\n");
        LiveRoutingTable live = live();
        Target target = new Target("acme", Dialect.OPENAI, new RequestModel("gpt-4o"));
        Attempted attempted = new Attempted(target, Optional.of("file:" + this.keys + ":1"), true);

        new RefusedKeys(live, Duration.ofHours(1)).attemptEnded(attempted,
                new AttemptEnd(new AttemptOutcome.Answered(status)));

        assertThat(nextKey(live.current())).isEqualTo(setAside ? "sk-canary-2" : "sk-canary-1");
    }

    @Test
    void S1_noKeyIsLogged(CapturedOutput output) throws IOException {
        LiveRoutingTable live = live();
        Files.writeString(this.keys, "sk-canary with spaces\nsk-canary-2\n");
        live.reload();
        Files.writeString(this.catalogue, "providers:\n  acme: {keys: [sk-canary-3], base_url: sk-canary-4}\n");
        live.reload();

        assertThat(output).contains("Key not usable").contains("a key itself never stands").doesNotContain("canary");
        assertThat(live.current().active("acme").toString()).doesNotContain("canary");
    }

    private LiveRoutingTable live() {
        return new LiveRoutingTable(files(),
                new RoutingTableBuilder(new KeyLoader((variable) -> Optional.empty()), InstantSource.system()));
    }

    private CatalogueWatch watch(LiveRoutingTable live) {
        return new CatalogueWatch(files(), live, Duration.ofHours(1));
    }

    private DocumentFiles files() {
        return new DocumentFiles(CatalogueReader.SHIPPED, false, List.of(this.catalogue));
    }

    private void writeCatalogue(String model) throws IOException {
        Files.writeString(this.catalogue, """
                providers:
                  acme: {dialect: openai, base_url: "https://acme.test/v1", keys: ["file:%s"]}
                models:
                  %s: {targets: [{provider: acme}]}
                """.formatted(this.keys, model));
    }

    private static String nextKey(RoutingTable table) {
        return table.active("acme").orElseThrow().keys().next().orElseThrow().secret().value();
    }

}
