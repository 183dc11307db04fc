package llmgateway.metrics.price;

import java.math.BigDecimal;
import java.util.Optional;

import llmgateway.core.price.Price;
import llmgateway.core.usage.Meter;
import llmgateway.core.usage.Usage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class PriceListReaderTest {

    @ParameterizedTest
    @CsvSource({ "input, INPUT_TOKENS", "cached_input, CACHED_INPUT_TOKENS", "cache_write, CACHE_WRITE_TOKENS",
            "cache_write_1h, CACHE_WRITE_1H_TOKENS", "output, OUTPUT_TOKENS", "reasoning, REASONING_TOKENS",
            "audio_input, AUDIO_INPUT_TOKENS", "cached_audio_input, CACHED_AUDIO_INPUT_TOKENS",
            "audio_output, AUDIO_OUTPUT_TOKENS", "image_input, IMAGE_INPUT_TOKENS",
            "cached_image_input, CACHED_IMAGE_INPUT_TOKENS", "image_output, IMAGE_OUTPUT_TOKENS",
            "per_million_characters, SPEECH_CHARACTERS" })
    void readsRatesForAMillionUnits(String field, Meter meter) {
        String both = "input: 7, output: 7, ".replace(field + ": 7, ", "");
        String others = field.startsWith("per_") ? "" : both;
        assertThat(PriceLists.rate(PriceLists.priceOf(others + field + ": 2.500000001"), meter))
            .isEqualByComparingTo("2.500000001");
    }

    @ParameterizedTest
    @CsvSource({ "per_request, REQUESTS, 1, 0.005", "per_image, IMAGES, 1, 0.005",
            "per_audio_minute, AUDIO_INPUT_SECONDS, 60, 0.006", "per_audio_hour, AUDIO_INPUT_SECONDS, 3600, 0.036",
            "per_thousand_web_searches, WEB_SEARCHES, 1000, 0.005",
            "per_thousand_searches, RERANK_SEARCHES, 1000, 0.005" })
    void readsFeesForTheUnitThatTheFieldNames(String field, Meter meter, long units, String usd) {
        Price price = PriceLists.priceOf(field + ": " + usd);
        assertThat(price.cost(Usage.of(meter, units), Optional.empty()).toUsd()).isEqualByComparingTo(usd);
    }

    @Test
    void roundsARateOfTimeUpInTheFifteenthDecimalPlaceOfASecond() {
        // 0.04 an hour is 0.0000111111... a second.
        assertThat(PriceLists.rate(PriceLists.priceOf("per_audio_hour: 0.04"), Meter.AUDIO_INPUT_SECONDS))
            .isEqualTo(new BigDecimal("11.111111112"));
        assertThat(
                PriceLists.cost(PriceLists.priceOf("per_audio_hour: 0.04"), Usage.of(Meter.AUDIO_INPUT_SECONDS, 3600)))
            .isEqualTo("0.040000001");
    }

    @ParameterizedTest
    @ValueSource(strings = { "-1", "1e3", "1_000", "0x10", "010", ".5", "1.", "NaN", "'2.50'", "2,50", "[1]", "null1",
            "1234567890" })
    void readsPlainDecimalsOnly(String written) {
        assertThat(PriceLists.problemsOfModel("output: 1, input: " + written)).isNotEmpty();
    }

    @Test
    void refusesWhatIsFinerThanANanoDollarForAMillion() {
        assertThat(PriceLists.problemsOfModel("output: 1, input: 0.0000000001"))
            .containsExactly("first.yaml:1: providers.p.models.m.input: must be whole in nano-dollars for a million"
                    + " units, and at most 9.2 billion USD");
        assertThat(PriceLists.problemsOfModel("per_request: 9999999")).singleElement()
            .asString()
            .contains("at most 9.2 billion");
    }

    @Test
    void refusesAPriceThatForgetsOneSide() {
        assertThat(PriceLists.problemsOfModel("input: 1")).containsExactly(
                "first.yaml:1: providers.p.models.m: must give output too; write 0 for what costs nothing");
        assertThat(PriceLists.problemsOfModel("image_output: 1")).hasSize(2);
    }

    @Test
    void refusesStepsAndTiersThatForgetARateOfTheStandardPrice() {
        assertThat(PriceLists.problemsOf("""
                providers:
                  p:
                    models:
                      m:
                        input: 1
                        cached_input: 0.1
                        output: 2
                        long_context:
                          - {above_input_tokens: 1000, input: 2, output: 3}
                        service_tiers:
                          batch: {input: 0.5, cached_input: 0.1, output: 1}
                """)).containsExactly(
                "first.yaml:9: providers.p.models.m.long_context[0]: must give cached_input, as the standard price does",
                "first.yaml:11: providers.p.models.m.service_tiers.batch: must give long_context,"
                        + " as the standard price does; [] for none");
    }

    @Test
    void refusesStepsThatDoNotAscend() {
        assertThat(PriceLists.problemsOfModel("input: 1, output: 1, long_context: [{above_input_tokens: 9, input: 1,"
                + " output: 1}, {above_input_tokens: 9, input: 1, output: 1}, {input: 1, output: 1}]"))
            .containsExactly(
                    "first.yaml:1: providers.p.models.m.long_context[1].above_input_tokens: must be more than the step"
                            + " before has",
                    "first.yaml:1: providers.p.models.m.long_context[2].above_input_tokens: must be given");
    }

    @Test
    void refusesFactorsThatStandBesideRatesOrMakeFractions() {
        assertThat(PriceLists.problemsOfModel("input: 1, output: 1, service_tiers: {batch: {times: 0.5, input: 1}}"))
            .anyMatch((problem) -> problem.contains("batch.times: stands alone"));
        assertThat(PriceLists.problemsOfModel("input: 0.000000001, output: 1, service_tiers: {batch: {times: 0.5}}"))
            .singleElement()
            .asString()
            .contains("times 0.5 makes a rate that is not whole");
    }

    @Test
    void refusesFreeBesideAPriceAndPriceBesideAList() {
        assertThat(PriceLists.problemsOfModel("free: true, per_request: 1")).singleElement()
            .asString()
            .contains("free: stands alone");
        assertThat(PriceLists.problemsOfModel("free: false")).singleElement().asString().contains("free: must be true");
        assertThat(PriceLists.problemsOfModel("per_request: 1, prices: [{per_request: 2}]")).singleElement()
            .asString()
            .contains("prices: holds all of the entry's prices");
        assertThat(PriceLists.problemsOfModel("per_audio_minute: 1, per_audio_hour: 60")).singleElement()
            .asString()
            .contains("per_audio_hour: prices what another field");
    }

    @Test
    void refusesDatesThatDoNotFollowOneAnother() {
        assertThat(PriceLists.problemsOfModel("prices: [{from: 2026-01-01, free: true}, {free: true},"
                + " {from: 2026-13-01, free: true}, {from: 2025-01-01T00:00:00Z, free: true}, {from: 2024-01-01}]"))
            .extracting((problem) -> problem.replace("first.yaml:1: providers.p.models.m.prices", ""))
            .containsExactly("[0].from: cannot stand at the first price, which holds until the next one begins",
                    "[1].from: must be given",
                    "[2].from: must be a date such as 2026-12-01, or a time such as 2026-12-01T08:00:00Z",
                    "[4].from: must be later than the price before has", "[4]: must give a price");
        assertThat(PriceLists.problemsOfModel("prices: []")).singleElement().asString().contains("at least one price");
    }

    @ParameterizedTest
    @ValueSource(strings = { "10:00-06:00", "6-10", "06:00", "22:00-25:00" })
    void refusesHoursThatAreNone(String hours) {
        assertThat(PriceLists.problemsOfModel("per_request: 1, peak_hours: {utc: ['" + hours + "'], times: 2}"))
            .containsExactly("first.yaml:1: providers.p.models.m.peak_hours.utc[0]: must be hours of one day such as"
                    + " 06:00-10:00");
    }

    @Test
    void P16_namesFileLineFieldAndTheNearestNameOfAMistypedOne() {
        assertThat(PriceLists.problemsOf("providers: {}", """
                providers:
                  openai:
                    modles: {}
                    models:
                      gpt-5:
                        inptu: 1
                        tokenizer: o300k
                        context_window: many
                models: 7
                """)).containsExactly(
                "second.yaml:3: providers.openai.modles: is no known field; did you mean 'models'?",
                "second.yaml:6: providers.openai.models.gpt-5.inptu: is no known field; did you mean 'input'?",
                "second.yaml:8: providers.openai.models.gpt-5.context_window: must be a whole number from 1 to 999999999",
                "second.yaml:7: providers.openai.models.gpt-5.tokenizer: must be one of cl100k_base, o200k_base,"
                        + " p50k_base, r50k_base",
                "second.yaml:9: models: must be a mapping, not a number");
    }

    @Test
    void refusesANameThatStandsTwiceInASection() {
        assertThat(PriceLists.problemsOf("""
                providers:
                  p:
                    models:
                      a: {free: true}
                      b: {free: true, aliases: [c, a]}
                      d: {free: true, aliases: [c]}
                """)).containsExactly(
                "first.yaml:5: providers.p.models.b.aliases: 'a' is already a name or alias, at first.yaml:4",
                "first.yaml:6: providers.p.models.d.aliases: 'c' is already a name or alias, at first.yaml:5");
    }

    @Test
    void refusesALikenessToNobodyOrToItself() {
        assertThat(PriceLists.problemsOf("providers: {a: {like: b}, b: {like: c}, c: {like: a}}"))
            .allMatch((problem) -> problem.contains("like: leads back to"))
            .hasSize(3);
        assertThat(PriceLists.problemsOf("providers: {a: {like: opneai}}"))
            .containsExactly("first.yaml:1: providers.a.like: there are no prices for a provider 'opneai'");
    }

}
