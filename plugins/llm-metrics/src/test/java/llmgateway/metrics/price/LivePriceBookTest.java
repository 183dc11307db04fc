package llmgateway.metrics.price;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import llmgateway.core.call.Dialect;
import llmgateway.core.model.CatalogueModel;
import llmgateway.core.model.RequestModel;
import llmgateway.core.price.ModelTerms;
import llmgateway.core.price.ModelTerms.Priced;
import llmgateway.core.price.Price;
import llmgateway.core.upstream.Target;
import llmgateway.core.usage.Meter;
import llmgateway.core.usage.Usage;
import llmgateway.document.DocumentFiles;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@ExtendWith(OutputCaptureExtension.class)
class LivePriceBookTest {

    private static final Price BY_DEFAULT = PriceLists.priceOf("input: 15, output: 75, per_image: 0.25");

    @TempDir
    private Path folder;

    private Path own;

    @BeforeEach
    void writeFile() throws IOException {
        this.own = this.folder.resolve("prices.yaml");
        writePrice("1");
    }

    @Test
    void answersWithPriceAndFacts() {
        ModelTerms terms = terms(live(), "acme", "known");

        assertThat(terms.priced()).isEqualTo(Priced.LISTED);
        assertThat(PriceLists.rate(terms.price(), Meter.INPUT_TOKENS)).isEqualByComparingTo("1");
        assertThat(terms.contextWindow()).hasValue(8000);
        assertThat(terms.maxOutputTokens()).isEmpty();
    }

    @Test
    void E10_aModelWithoutAPriceCostsTheDefaultAndIsNamedOnce(CapturedOutput output) {
        LivePriceBook prices = live();

        for (int call = 0; call < 3; call++) {
            ModelTerms terms = terms(prices, "acme", "unknown");
            assertThat(terms.priced()).isEqualTo(Priced.BY_DEFAULT);
            assertThat(terms.price()).isEqualTo(BY_DEFAULT);
        }
        assertThat(output.getAll().split("No price for model 'unknown' of provider 'acme'", -1)).hasSize(2);
    }

    @Test
    void E10_aPriceThatIsListedAsFreeIsNoDefault(CapturedOutput output) throws IOException {
        Files.writeString(this.own, "models: {house-model: {free: true}}");

        ModelTerms terms = terms(live(), "vllm", "house-model");

        assertThat(terms.priced()).isEqualTo(Priced.LISTED);
        assertThat(terms.price()).isEqualTo(Price.FREE);
        assertThat(output).doesNotContain("No price");
    }

    @Test
    void E10_theNamesOfClientsDoNotFillTheLog(CapturedOutput output) {
        LivePriceBook prices = live();

        for (int call = 0; call < 5_000; call++) {
            terms(prices, "acme", "invented-" + call);
        }
        assertThat(output.getAll().split("No price for model", -1)).hasSize(101);
        assertThat(output).containsOnlyOnce("no more are until the price list changes");
    }

    @Test
    void P8_aReloadLeavesThePriceOfACallThatWasAdmitted() throws IOException {
        LivePriceBook prices = live();
        Price admitted = terms(prices, "acme", "known").price();
        writePrice("7");

        assertThat(prices.reloadIfChanged()).isTrue();
        assertThat(PriceLists.cost(admitted, Usage.ofTokens(1_000_000, 0))).isEqualTo("1");
        assertThat(PriceLists.cost(terms(prices, "acme", "known").price(), Usage.ofTokens(1_000_000, 0)))
            .isEqualTo("7");
    }

    @Test
    void P8_theOperatorsPriceWinsOverTheShippedOneAlsoAfterAReload() throws IOException {
        LivePriceBook prices = new LivePriceBook(new DocumentFiles(PriceListReader.SHIPPED, true, List.of(this.own)),
                BY_DEFAULT);
        Files.writeString(this.own, "providers: {openai: {models: {gpt-4o: {input: 0.5, output: 1}}}}");

        assertThat(prices.reloadIfChanged()).isTrue();
        ModelTerms terms = terms(prices, "openai", "gpt-4o");
        assertThat(PriceLists.rate(terms.price(), Meter.INPUT_TOKENS)).isEqualByComparingTo("0.5");
        assertThat(terms.tokenizer()).contains("o200k_base");
        assertThat(PriceLists.rate(terms(prices, "openai", "gpt-4o-mini").price(), Meter.INPUT_TOKENS))
            .isEqualByComparingTo("0.15");
    }

    @Test
    void aFaultyChangeIsToldOnceAndTheOldPricesStay(CapturedOutput output) throws IOException {
        LivePriceBook prices = live();
        Files.writeString(this.own, "providers:\n  acme: {models: {known: {input: cheap, output: 1}}}\n");

        assertThat(prices.reloadIfChanged()).isTrue();
        assertThat(prices.reloadIfChanged()).isFalse();
        assertThat(output.getAll().split("the old one stays in use", -1)).hasSize(2);
        assertThat(output).contains("prices.yaml:2: providers.acme.models.known.input: must be a number, not text");
        assertThat(terms(prices, "acme", "known").priced()).isEqualTo(Priced.LISTED);
    }

    @Test
    void aFileThatIsAwayIsToldOnceAndTakenUpAgain(CapturedOutput output) throws IOException {
        LivePriceBook prices = live();
        Files.delete(this.own);

        assertThat(prices.reloadIfChanged()).isTrue();
        assertThat(prices.reloadIfChanged()).isFalse();
        assertThat(output.getAll().split("cannot be read", -1)).hasSize(2);
        assertThat(terms(prices, "acme", "known").priced()).isEqualTo(Priced.LISTED);

        writePrice("7");
        assertThat(prices.reloadIfChanged()).isTrue();
        assertThat(PriceLists.rate(terms(prices, "acme", "known").price(), Meter.INPUT_TOKENS))
            .isEqualByComparingTo("7");
    }

    @Test
    void nothingIsReloadedWhereNothingChanged() {
        assertThat(live().reloadIfChanged()).isFalse();
    }

    @Test
    void refusesToStartWithAFaultyOrMissingFile() throws IOException {
        Files.writeString(this.own, "provider: {}\n");
        assertThatExceptionOfType(UnusablePrices.class).isThrownBy(this::live)
            .withMessageContaining("The price list has 1 problem(s):")
            .withMessageContaining("prices.yaml:1: provider: is no known field; did you mean 'providers'?");

        Files.delete(this.own);
        assertThatExceptionOfType(UnusablePrices.class).isThrownBy(this::live).withMessageContaining("prices.yaml");
    }

    private LivePriceBook live() {
        return new LivePriceBook(new DocumentFiles(PriceListReader.SHIPPED, false, List.of(this.own)), BY_DEFAULT);
    }

    private void writePrice(String input) throws IOException {
        Files.writeString(this.own,
                "providers: {acme: {models: {known: {input: %s, output: 2, context_window: 8000}}}}".formatted(input));
    }

    private static ModelTerms terms(LivePriceBook prices, String provider, String model) {
        return prices.terms(new CatalogueModel(model), new Target(provider, Dialect.OPENAI, new RequestModel(model)),
                PriceLists.NOW);
    }

}
