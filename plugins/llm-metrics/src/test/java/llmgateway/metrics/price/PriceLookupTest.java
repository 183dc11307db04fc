package llmgateway.metrics.price;

import java.util.Optional;

import llmgateway.core.price.Price;
import llmgateway.core.usage.Meter;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PriceLookupTest {

    private static final String SHIPPED = """
            providers:
              openai:
                models:
                  gpt-5: {input: 10, output: 10, context_window: 400000, tokenizer: o200k_base}
                  gpt-5-mini: {input: 11, output: 11, aliases: [gpt-5-small, "gpt-5-mini-20*"]}
                  "gpt-*": {input: 12, output: 12}
                  "gpt-5-*": {input: 13, output: 13}
            """;

    @Test
    void findsAModelByTheNameThatIsSentThenByItsNameInTheCatalogue() {
        PriceList list = PriceLists.of(SHIPPED);
        assertThat(input(list, "openai", "gpt-5", "whatever")).contains(10);
        assertThat(input(list, "openai", "whatever", "gpt-5")).contains(10);
        assertThat(input(list, "openai", "gpt-5-small", "gpt-5")).contains(11);
    }

    @Test
    void findsTheLongestPatternThatFitsWhereNoNameDoes() {
        PriceList list = PriceLists.of(SHIPPED);
        assertThat(input(list, "openai", "gpt-4", "gpt-4")).contains(12);
        assertThat(input(list, "openai", "gpt-5-nano", "gpt-5-nano")).contains(13);
        assertThat(input(list, "openai", "gpt-5-mini-2025-08-07", "x")).contains(11);
        assertThat(input(list, "openai", "deployment", "gpt-5-nano")).contains(13);
    }

    @Test
    void findsNothingUnderAnotherProviderNameOrCase() {
        PriceList list = PriceLists.of(SHIPPED);
        assertThat(input(list, "azure", "gpt-5", "gpt-5")).isEmpty();
        assertThat(input(list, "openai", "GPT-5", "GPT-5")).isEmpty();
        assertThat(input(list, "openai", "o3", "o3")).isEmpty();
    }

    @Test
    void P8_theOperatorsOwnPricesWinByNameAndByPattern() {
        PriceList list = PriceLists.of(SHIPPED, """
                providers:
                  openai:
                    models:
                      gpt-5: {input: 1, output: 1}
                      "gpt-5-mini*": {input: 2, output: 2}
                """, "providers: {openai: {models: {gpt-4: {input: 3, output: 3}}}}");
        assertThat(input(list, "openai", "gpt-5", "gpt-5")).contains(1);
        assertThat(input(list, "openai", "gpt-5-mini", "gpt-5-mini")).contains(2);
        assertThat(input(list, "openai", "gpt-4", "gpt-4")).contains(3);
        assertThat(input(list, "openai", "gpt-5-nano", "gpt-5-nano")).contains(13);
    }

    @Test
    void P8_aPriceOfTheOperatorsOwnModelHoldsAtEveryProvider() {
        PriceList list = PriceLists.of(SHIPPED, "models: {house-model: {input: 0, output: 0}, gpt-5: {free: true}}");
        assertThat(input(list, "vllm", "Qwen/Qwen3-32B", "house-model")).contains(0);
        assertThat(input(list, "openai", "gpt-5", "gpt-5")).contains(0);
        assertThat(input(list, "vllm", "house-model", "another")).isEmpty();
    }

    @Test
    void takesTheFactsThatAnOwnPriceDoesNotTellFromBelow() {
        PriceList list = PriceLists.of(SHIPPED,
                "providers: {openai: {models: {gpt-5: {input: 1, output: 1, max_output_tokens: 7}}}}");
        ModelFacts facts = list.listing("openai", "gpt-5", "gpt-5").facts();
        assertThat(facts.contextWindow()).hasValue(400_000);
        assertThat(facts.maxOutputTokens()).hasValue(7);
        assertThat(facts.tokenizer()).contains("o200k_base");
    }

    @Test
    void takesThePriceFromBelowWhereAnOwnEntryTellsFactsOnly() {
        PriceList list = PriceLists.of(SHIPPED, "providers: {openai: {models: {gpt-5: {context_window: 9}}}}");
        assertThat(input(list, "openai", "gpt-5", "gpt-5")).contains(10);
        assertThat(list.listing("openai", "gpt-5", "gpt-5").facts().contextWindow()).hasValue(9);
    }

    @Test
    void pricesADeploymentLikeTheProviderThatTheOperatorNames() {
        PriceList list = PriceLists.of(SHIPPED, """
                providers:
                  azure-eu:
                    like: openai
                    models:
                      special: {input: 5, output: 5}
                  azure-us: {like: azure-eu}
                """);
        assertThat(input(list, "azure-eu", "my-deployment", "gpt-5")).contains(10);
        assertThat(input(list, "azure-us", "my-deployment", "gpt-5")).contains(10);
        assertThat(input(list, "azure-us", "special", "gpt-5")).contains(5);
        assertThat(list.listing("azure-us", "my-deployment", "gpt-5").facts().contextWindow()).hasValue(400_000);
    }

    @Test
    void chargesASectionsFeesAndTiersForEveryModelThatDoesNotSayOtherwise() {
        PriceList list = PriceLists.of("""
                providers:
                  p:
                    per_thousand_web_searches: 10
                    service_tiers: {batch: {times: 0.5}}
                    models:
                      usual: {input: 4, output: 8}
                      own: {input: 4, output: 8, per_thousand_web_searches: 30, service_tiers: {flex: {times: 0.75}}}
                      gift: {free: true}
                """);
        Price usual = PriceLists.price(list, "p", "usual");
        assertThat(PriceLists.rate(usual, Meter.WEB_SEARCHES)).isEqualByComparingTo("10000");
        assertThat(PriceLists.rate(usual, "batch", Meter.INPUT_TOKENS)).isEqualByComparingTo("2");
        assertThat(PriceLists.rate(usual, "batch", Meter.WEB_SEARCHES)).isEqualByComparingTo("10000");
        Price own = PriceLists.price(list, "p", "own");
        assertThat(PriceLists.rate(own, Meter.WEB_SEARCHES)).isEqualByComparingTo("30000");
        assertThat(own.serviceTiers()).containsOnlyKeys("flex");
        assertThat(PriceLists.price(list, "p", "gift")).isEqualTo(Price.FREE);
    }

    private static Optional<Integer> input(PriceList list, String provider, String requestModel,
            String catalogueModel) {
        return list.listing(provider, requestModel, catalogueModel)
            .prices()
            .map((history) -> PriceLists.rate(history.at(PriceLists.NOW), Meter.INPUT_TOKENS).intValueExact());
    }

}
