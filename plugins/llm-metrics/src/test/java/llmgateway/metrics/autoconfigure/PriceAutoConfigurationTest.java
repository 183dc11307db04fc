package llmgateway.metrics.autoconfigure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

import llmgateway.core.call.Dialect;
import llmgateway.core.model.CatalogueModel;
import llmgateway.core.model.RequestModel;
import llmgateway.core.price.ModelTerms;
import llmgateway.core.price.ModelTerms.Priced;
import llmgateway.core.price.PriceBook;
import llmgateway.core.upstream.Target;
import llmgateway.core.usage.Meter;
import llmgateway.core.usage.Usage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

class PriceAutoConfigurationTest {

    private final ApplicationContextRunner application = new ApplicationContextRunner()
        .withConfiguration(AutoConfigurations.of(PriceAutoConfiguration.class));

    @TempDir
    private Path folder;

    @Test
    void contributesTheShippedPrices() {
        this.application.run((context) -> assertThat(terms(context.getBean(PriceBook.class), "openai", "gpt-4o"))
            .extracting(ModelTerms::priced)
            .isEqualTo(Priced.LISTED));
    }

    @Test
    void laysTheOperatorsFilesOverOrUsesThemAlone() throws IOException {
        Path file = Files.writeString(this.folder.resolve("own.yaml"), "models: {house-model: {free: true}}");

        this.application.withPropertyValues("llm.prices.file=" + file).run((context) -> {
            PriceBook prices = context.getBean(PriceBook.class);
            assertThat(terms(prices, "vllm", "house-model").priced()).isEqualTo(Priced.LISTED);
            assertThat(terms(prices, "openai", "gpt-4o").priced()).isEqualTo(Priced.LISTED);
        });
        this.application.withPropertyValues("llm.prices.file=" + file, "llm.prices.shipped=false")
            .run((context) -> assertThat(terms(context.getBean(PriceBook.class), "openai", "gpt-4o").priced())
                .isEqualTo(Priced.BY_DEFAULT));
    }

    @ParameterizedTest
    @CsvSource({ "INPUT_TOKENS, 15", "CACHED_INPUT_TOKENS, 15", "AUDIO_INPUT_TOKENS, 15", "OUTPUT_TOKENS, 75",
            "REASONING_TOKENS, 75", "IMAGES, 250000", "AUDIO_INPUT_SECONDS, 1000", "SPEECH_CHARACTERS, 100",
            "WEB_SEARCHES, 35000", "RERANK_SEARCHES, 5000" })
    void E10_byDefaultNothingThatIsMeteredIsFree(Meter meter, String usd) {
        this.application.run((context) -> assertThat(million(terms(context.getBean(PriceBook.class), "x", "y"), meter))
            .isEqualTo(usd));
    }

    @Test
    void E10_theOperatorSetsTheDefault() {
        this.application.withPropertyValues("llm.prices.default.input=0.5", "llm.prices.default.per-image=0.1")
            .run((context) -> {
                ModelTerms terms = terms(context.getBean(PriceBook.class), "x", "y");
                assertThat(terms.priced()).isEqualTo(Priced.BY_DEFAULT);
                assertThat(million(terms, Meter.INPUT_TOKENS)).isEqualTo("0.5");
                assertThat(million(terms, Meter.OUTPUT_TOKENS)).isEqualTo("75");
                assertThat(million(terms, Meter.IMAGES)).isEqualTo("100000");
            });
    }

    @ParameterizedTest
    @ValueSource(strings = { "llm.prices.defualt.input=1", "llm.prices.default.input=-1",
            "llm.prices.default.input=0.0000000001", "llm.prices.reload-interval=-1s",
            "llm.prices.file=/no/such/file" })
    void P16_doesNotStartWithASettingThatCannotBe(String setting) {
        this.application.withPropertyValues(setting).run((context) -> assertThat(context).hasFailed());
    }

    @Test
    void isFoundBySpringBoot() {
        assertThat(ImportCandidates.load(AutoConfiguration.class, getClass().getClassLoader()))
            .contains(PriceAutoConfiguration.class.getName());
    }

    private static ModelTerms terms(PriceBook prices, String provider, String model) {
        return prices.terms(new CatalogueModel(model), new Target(provider, Dialect.OPENAI, new RequestModel(model)),
                Instant.parse("2026-11-24T12:00:00Z"));
    }

    private static String million(ModelTerms terms, Meter meter) {
        return terms.price().cost(Usage.of(meter, 1_000_000), Optional.empty()).toString();
    }

}
