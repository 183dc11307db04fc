package llmgateway.metrics.price;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import llmgateway.core.price.Price;
import llmgateway.core.price.Price.Schedule;
import llmgateway.core.price.Price.Step;
import llmgateway.core.price.Rates;
import llmgateway.core.usage.Meter;
import llmgateway.core.usage.Usage;
import llmgateway.document.Document;
import llmgateway.document.DocumentFiles;
import llmgateway.document.DocumentParser;
import llmgateway.document.Node;
import llmgateway.document.Problems;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What an operator may rely on in the price list that comes with the gateway. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ShippedPricesTest {

    private static final Path CATALOGUE = Path.of(System.getProperty("basedir", ""))
        .resolve("../llm-route/src/main/resources/llmgateway/catalogue.yaml");

    /** Providers of which every model in the catalogue is to have a price. */
    private static final Set<String> COVERED = Set.of("alibaba", "anthropic", "anthropic-openai", "cerebras", "cohere",
            "deepinfra", "deepseek", "fireworks", "gemini", "groq", "jina", "meta", "minimax", "mistral", "moonshot",
            "openai", "openrouter", "perplexity", "together", "voyage", "xai", "xiaomi", "zai");

    /** Models of these whose price could not be found; to be emptied. */
    private static final Set<String> UNPRICED = Set.of("alibaba qwen3-30b-a3b", "cerebras qwen-3.8-27b",
            "groq canopylabs/orpheus-arabic-saudi", "groq canopylabs/orpheus-v1-english", "meta muse-wonder-1.0",
            "mistral mistral-moderation-2603", "mistral voxtral-mini-latest", "mistral voxtral-small-latest");

    /** The dearest rate of tokens that anybody asks for; more is a wrong unit. */
    private static final long DEAREST = 2_000_000_000_000L;

    private PriceList shipped;

    private Document document;

    @BeforeAll
    void read() throws IOException {
        List<Document> documents = new DocumentFiles(PriceListReader.SHIPPED, true, List.of()).load();
        this.document = documents.getFirst();
        PriceListReading reading = new PriceListReader().read(documents);
        assertThat(reading).isInstanceOf(PriceListReading.Usable.class);
        this.shipped = ((PriceListReading.Usable) reading).prices();
    }

    @Test
    void pricesHundredsOfModels() {
        assertThat(entries()).hasSizeGreaterThanOrEqualTo(550);
        assertThat(entries()).filteredOn((entry) -> entry.prices().isEmpty()).isEmpty();
    }

    @Test
    void namesASourceAndTheDayItWasReadForEveryEntry() {
        assertThat(entries()).allSatisfy((entry) -> {
            assertThat(entry.source().orElse("")).as(name(entry)).matches("https://\\S+|LiteLLM \\S+");
            assertThat(entry.date().orElseThrow()).as(name(entry)).isBetween("2026-04-01", "2026-11-24");
        });
    }

    @Test
    void chargesNothingThatCannotBe() {
        for (Named<Schedule> schedule : schedules()) {
            for (Step step : schedule.value().steps()) {
                Rates rates = step.rates();
                long input = rates.rateOf(Meter.INPUT_TOKENS);
                assertThat(rates.rateOf(Meter.CACHED_INPUT_TOKENS)).as(schedule.name()).isLessThanOrEqualTo(input);
                assertThat(rates.rateOf(Meter.CACHE_WRITE_TOKENS)).as(schedule.name()).isGreaterThanOrEqualTo(input);
                for (Meter meter : Meter.values()) {
                    if (meter.isInputTokens() || meter.isOutputTokens()) {
                        assertThat(rates.rateOf(meter)).as(schedule.name()).isBetween(0L, DEAREST);
                    }
                }
            }
        }
    }

    @Test
    void chargesMoreForLongContexts() {
        for (Named<Schedule> schedule : schedules()) {
            List<Step> steps = schedule.value().steps();
            for (int i = 1; i < steps.size(); i++) {
                assertThat(steps.get(i).aboveInputTokens()).as(schedule.name()).isBetween(30_000L, 1_000_000L);
                for (Meter meter : Meter.values()) {
                    assertThat(steps.get(i).rates().rateOf(meter)).as(schedule.name())
                        .isGreaterThanOrEqualTo(steps.get(i - 1).rates().rateOf(meter));
                }
            }
        }
    }

    @Test
    void chargesLessForBatchAndFlexAndMoreForPriority() {
        Usage call = Usage.ofTokens(1_000_000, 1_000_000).with(Meter.CACHED_INPUT_TOKENS, 1_000_000);
        for (Named<Price> price : prices()) {
            long standard = price.value().cost(call, Optional.empty()).nanos();
            for (String tier : price.value().serviceTiers().keySet()) {
                long other = price.value().cost(call, Optional.of(tier)).nanos();
                switch (tier) {
                    case "batch", "flex" -> assertThat(other).as(price.name()).isLessThanOrEqualTo(standard);
                    case "fast", "priority" -> assertThat(other).as(price.name()).isGreaterThanOrEqualTo(standard);
                    default -> throw new AssertionError("an unknown tier: " + tier);
                }
            }
        }
    }

    @Test
    void tellsOutputsThatFitTheContext() {
        for (PriceEntry entry : entries()) {
            ModelFacts facts = entry.facts();
            if (facts.contextWindow().isPresent()) {
                assertThat(facts.maxOutputTokens().orElse(0)).as(name(entry))
                    .isLessThanOrEqualTo(facts.contextWindow().getAsLong());
            }
        }
    }

    @Test
    void isFreeOnlyWhereItSaysSo() {
        for (Named<Price> price : prices()) {
            if (!price.value().equals(Price.FREE)) {
                assertThat(price.value().standard().steps().getFirst().rates().nanosPerMillion().values())
                    .as(price.name())
                    .anyMatch((rate) -> rate > 0);
            }
        }
    }

    @Test
    void listsProvidersAndTheirModelsByName() {
        List<Node.Member> providers = members(mapping(root(this.document), "providers"));
        assertThat(providers).extracting(Node.Member::name).isSorted();
        assertThat(providers).allSatisfy((provider) -> {
            if (((Node.Mapping) provider.value()).find("models").isPresent()) {
                assertThat(members(mapping(provider.value(), "models"))).extracting(Node.Member::name).isSorted();
            }
        });
    }

    @Test
    void pricesProvidersOfTheCatalogueOnly() throws IOException {
        Set<String> known = new TreeSet<>();
        members(mapping(catalogue(), "providers")).forEach((provider) -> known.add(provider.name()));
        assertThat(this.shipped.sheets()).singleElement()
            .satisfies((sheet) -> assertThat(known).containsAll(sheet.providers().keySet()));
    }

    @Test
    void E10_pricesTheCataloguesModelsOfTheProvidersThatMostUse() throws IOException {
        Set<String> missing = new TreeSet<>();
        for (Node.Member model : members(mapping(catalogue(), "models"))) {
            for (Node target : ((Node.Sequence) ((Node.Mapping) model.value()).find("targets").orElseThrow()).items()) {
                String provider = text(target, "provider").orElseThrow();
                String sent = text(target, "model").orElse(model.name());
                boolean covered = COVERED.contains(provider) && !model.name().contains("*");
                if (covered && this.shipped.listing(provider, sent, model.name()).prices().isEmpty()) {
                    missing.add(provider + " " + sent);
                }
            }
        }
        assertThat(missing).containsExactlyInAnyOrderElementsOf(UNPRICED);
    }

    @ParameterizedTest
    @CsvSource({ "openai, gpt-4o, 2.5, 1.25, 10", "openai, gpt-4o-2024-11-20, 2.5, 1.25, 10",
            "openai, gpt-4o-2024-05-13, 5, 5, 15", "openai, gpt-4o-mini, 0.15, 0.075, 0.6",
            "openai, gpt-4.1, 2, 0.5, 8", "openai, gpt-4.1-mini, 0.4, 0.1, 1.6", "openai, gpt-5, 1.25, 0.125, 10",
            "openai, gpt-5-mini-2025-08-07, 0.25, 0.025, 2", "openai, gpt-5-nano, 0.05, 0.005, 0.4",
            "openai, gpt-5.1, 1.25, 0.125, 10", "openai, gpt-5.2, 1.75, 0.175, 14", "openai, gpt-5.4, 2.5, 0.25, 15",
            "openai, gpt-5.5, 5, 0.5, 30", "openai, gpt-5.6, 4, 0.4, 20", "openai, gpt-6.1-terra, 1, 0.05, 5",
            "openai, o3, 2, 0.5, 8", "openai, o4-mini, 1.1, 0.275, 4.4",
            "openai, text-embedding-3-small, 0.02, 0.02, 0", "anthropic, claude-opus-4-5, 5, 0.5, 25",
            "anthropic, claude-opus-4-1-20250805, 15, 1.5, 75", "anthropic, claude-opus-5-5, 4, 0.2, 20",
            "anthropic, claude-sonnet-4-5-20250929, 3, 0.3, 15", "anthropic-openai, claude-sonnet-5-5, 2, 0.1, 10",
            "anthropic, claude-haiku-4-5, 1, 0.1, 5", "anthropic, claude-3-5-haiku-20241022, 0.8, 0.08, 4",
            "gemini, gemini-2.5-pro, 1.25, 0.125, 10", "gemini, gemini-2.5-flash, 0.3, 0.03, 2.5",
            "gemini, gemini-3.1-pro-preview, 2, 0.2, 12", "gemini, gemini-3.8-flash, 0.75, 0.075, 3.75",
            "deepseek, deepseek-v4-pro, 0.66, 0.022, 1.98", "deepseek-anthropic, deepseek-v4-flash, 0.15, 0.003, 0.6",
            "xai, grok-4.7, 2, 0.5, 6", "mistral, mistral-medium-latest, 1.5, 1.5, 7.5",
            "mistral, mistral-large-2512, 0.5, 0.5, 1.5", "cohere, command-a-03-2025, 2.5, 2.5, 10",
            "groq, openai/gpt-oss-120b, 0.15, 0.075, 0.6", "together, openai/gpt-oss-120b, 0.15, 0.15, 0.6",
            "fireworks, accounts/fireworks/models/kimi-k2p6, 0.95, 0.16, 4", "moonshot, kimi-k3, 3, 0.3, 15",
            "zai, glm-5.2, 1.4, 0.26, 4.4", "meta, muse-spark-1.3, 1.25, 0.15, 4.25" })
    void pricesWellKnownModelsAsTheirProvidersDo(String provider, String model, String input, String cached,
            String output) {
        Price price = PriceLists.price(this.shipped, provider, model);
        assertThat(PriceLists.rate(price, Meter.INPUT_TOKENS)).isEqualByComparingTo(input);
        assertThat(PriceLists.rate(price, Meter.CACHED_INPUT_TOKENS)).isEqualByComparingTo(cached);
        assertThat(PriceLists.rate(price, Meter.OUTPUT_TOKENS)).isEqualByComparingTo(output);
    }

    @ParameterizedTest
    @CsvSource({ "openai, gpt-image-1, IMAGE_OUTPUT_TOKENS, 40", "openai, gpt-audio, AUDIO_INPUT_TOKENS, 32",
            "openai, whisper-1, AUDIO_INPUT_SECONDS, 100", "openai, tts-1, SPEECH_CHARACTERS, 15",
            "openai, dall-e-3, IMAGES, 120000", "openai, gpt-5, WEB_SEARCHES, 10000",
            "anthropic, claude-sonnet-4-6, CACHE_WRITE_TOKENS, 3.75",
            "anthropic, claude-sonnet-4-6, CACHE_WRITE_1H_TOKENS, 6", "anthropic, claude-opus-5, WEB_SEARCHES, 10000",
            "gemini, gemini-2.5-flash, AUDIO_INPUT_TOKENS, 1", "gemini, gemini-2.5-flash, WEB_SEARCHES, 35000",
            "cohere, rerank-v3.5, RERANK_SEARCHES, 2000", "perplexity, sonar, REQUESTS, 12000" })
    void pricesWhatIsNoPlainText(String provider, String model, Meter meter, String usdPerMillion) {
        assertThat(PriceLists.rate(PriceLists.price(this.shipped, provider, model), meter))
            .isEqualByComparingTo(usdPerMillion);
    }

    @ParameterizedTest
    @CsvSource({ "openai, gpt-5.4, 272000, 0.68", "openai, gpt-5.4, 272001, 1.360005",
            "gemini, gemini-2.5-pro, 200001, 0.5000025", "anthropic, claude-haiku-5-5, 100001, 0.0500005",
            "xai, grok-4.3, 200001, 0.5000025", "alibaba, qwen3-max, 128001, 0.384003" })
    void P2_pricesLongContextsAsTheirProvidersDo(String provider, String model, long input, String usd) {
        assertThat(PriceLists.cost(PriceLists.price(this.shipped, provider, model), Usage.ofTokens(input, 0)))
            .isEqualTo(usd);
    }

    @ParameterizedTest
    @CsvSource({ "openai, gpt-5, batch, 0.625", "openai, gpt-5, flex, 0.625", "openai, gpt-6.1-sol, fast, 4",
            "anthropic, claude-opus-4-6, batch, 2.5", "gemini, gemini-3.1-pro-preview, priority, 3.6" })
    void P2_pricesServiceTiersAsTheirProvidersDo(String provider, String model, String tier, String input) {
        assertThat(PriceLists.rate(PriceLists.price(this.shipped, provider, model), tier, Meter.INPUT_TOKENS))
            .isEqualByComparingTo(input);
    }

    @ParameterizedTest
    @CsvSource({ "2026-11-30T23:59:59Z, 2", "2026-12-01T00:00:00Z, 4" })
    void changesAnAnnouncedPriceOnItsDay(Instant at, String input) {
        Price price = this.shipped.listing("gemini", "gemini-4-argon", "gemini-4-argon").prices().orElseThrow().at(at);
        assertThat(PriceLists.rate(price, Meter.INPUT_TOKENS)).isEqualByComparingTo(input);
    }

    private List<PriceEntry> entries() {
        return this.shipped.sheets()
            .stream()
            .flatMap((sheet) -> sheet.providers().values().stream())
            .flatMap((section) -> section.entries().all().stream())
            .toList();
    }

    private List<Named<Price>> prices() {
        return entries().stream()
            .flatMap((entry) -> entry.prices()
                .stream()
                .flatMap((history) -> history.prices().stream())
                .map((dated) -> new Named<>(name(entry), dated.usual())))
            .toList();
    }

    private List<Named<Schedule>> schedules() {
        return prices().stream()
            .flatMap((price) -> Stream
                .concat(Stream.of(price.value().standard()), price.value().serviceTiers().values().stream())
                .map((schedule) -> new Named<>(price.name(), schedule)))
            .toList();
    }

    private static String name(PriceEntry entry) {
        return entry.names().getFirst().text();
    }

    private static Node catalogue() throws IOException {
        return root(new Document("catalogue.yaml", Files.readAllBytes(CATALOGUE)));
    }

    private static Node root(Document document) {
        return DocumentParser.yaml().parse(document, new Problems()).orElseThrow();
    }

    private static Node mapping(Node node, String name) {
        return ((Node.Mapping) node).find(name).orElseThrow();
    }

    private static List<Node.Member> members(Node node) {
        return ((Node.Mapping) node).members();
    }

    private static Optional<String> text(Node node, String name) {
        return ((Node.Mapping) node).find(name).map((value) -> ((Node.Text) value).value());
    }

    private record Named<T>(String name, T value) {
    }

}
