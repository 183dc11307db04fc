package llmgateway.route.autoconfigure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import llmgateway.core.upstream.AttemptListener;
import llmgateway.route.catalogue.Catalogue;
import llmgateway.route.live.LiveRoutingTable;
import org.apache.apisix.plugin.runner.filter.PluginFilter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

class LlmRouteAutoConfigurationTest {

    private final ApplicationContextRunner application = new ApplicationContextRunner()
        .withConfiguration(AutoConfigurations.of(LlmRouteAutoConfiguration.class));

    @TempDir
    private Path folder;

    @Test
    void contributesThePluginWithTheShippedCatalogue() {
        this.application.run((context) -> {
            assertThat(context.getBean(PluginFilter.class).name()).isEqualTo("llm-route");
            assertThat(catalogue(context.getBean(LiveRoutingTable.class)).resolve("gpt-4o")).isPresent();
            assertThat(context).getBeans(AttemptListener.class).hasSize(5);
        });
    }

    @Test
    void laysTheOperatorsFilesOverOrUsesThemAlone() throws IOException {
        Path file = Files.writeString(this.folder.resolve("own.yaml"), """
                providers:
                  own: {dialect: openai, base_url: "http://127.0.0.1:8000/v1", auth: none}
                models:
                  own-model: {targets: [{provider: own}]}
                """);

        this.application.withPropertyValues("llm.catalogue.file=" + file).run((context) -> {
            Catalogue catalogue = catalogue(context.getBean(LiveRoutingTable.class));
            assertThat(catalogue.resolve("own-model")).isPresent();
            assertThat(catalogue.resolve("gpt-4o")).isPresent();
        });
        this.application.withPropertyValues("llm.catalogue.file=" + file, "llm.catalogue.shipped=false")
            .run((context) -> assertThat(catalogue(context.getBean(LiveRoutingTable.class)).models()).hasSize(1));
    }

    @Test
    void doesNotStartWithAFaultyCatalogue() throws IOException {
        Path file = Files.writeString(this.folder.resolve("own.yaml"), "providers:\n  own: {dialect: grpc}\n");

        this.application.withPropertyValues("llm.catalogue.file=" + file)
            .run((context) -> assertThat(context).getFailure()
                .rootCause()
                .hasMessageContaining("own.yaml:2: providers.own.dialect: must be one of openai"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "llm.catalogue.fil=x.yaml", "llm.route.key-cooldwon=1s", "llm.route.limits.bodybites=1",
            "llm.route.limits.body-bytes=0", "llm.route.key-cooldown=-1s", "llm.catalogue.reload-interval=-1s" })
    void P16_doesNotStartWithAnUnknownOrUnusableProperty(String property) {
        this.application.withPropertyValues(property).run((context) -> assertThat(context).hasFailed());
    }

    @Test
    void isFoundBySpringBoot() {
        assertThat(ImportCandidates.load(AutoConfiguration.class, getClass().getClassLoader()))
            .contains(LlmRouteAutoConfiguration.class.getName());
    }

    private static Catalogue catalogue(LiveRoutingTable table) {
        return table.current().catalogue();
    }

}
