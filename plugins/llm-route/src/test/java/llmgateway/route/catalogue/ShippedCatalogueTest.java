package llmgateway.route.catalogue;

import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import llmgateway.core.call.Dialect;
import llmgateway.core.call.Endpoint;
import llmgateway.document.DocumentFiles;
import llmgateway.route.credential.AuthScheme;
import llmgateway.route.credential.KeySource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What an operator may rely on in the catalogue that comes with the gateway. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ShippedCatalogueTest {

    private static final Pattern SOURCE = Pattern.compile("https://\\S+ \\((\\d{4}-\\d{2}-\\d{2})\\)");

    private Catalogue shipped;

    @BeforeAll
    void read() throws IOException {
        CatalogueReading reading = new CatalogueReader()
            .read(new DocumentFiles(CatalogueReader.SHIPPED, true, List.of()).load());
        assertThat(reading).isInstanceOf(CatalogueReading.Usable.class);
        this.shipped = ((CatalogueReading.Usable) reading).catalogue();
    }

    @Test
    void listsDozensOfProvidersAndHundredsOfModels() {
        assertThat(this.shipped.providers()).filteredOn((provider) -> provider.api() == ProviderApi.OPENAI)
            .hasSizeGreaterThanOrEqualTo(45);
        assertThat(this.shipped.models()).filteredOn((model) -> !model.isWildcard()).hasSizeGreaterThanOrEqualTo(300);
    }

    @Test
    void givesASourceAndItsDateForEveryProvider() {
        assertThat(this.shipped.providers()).allSatisfy((provider) -> {
            Matcher source = SOURCE.matcher(provider.source().orElse(""));
            assertThat(source.matches()).as(provider.name()).isTrue();
            assertThat(LocalDate.parse(source.group(1))).isAfter(LocalDate.of(2026, 1, 1));
        });
    }

    @Test
    void limitsOutputByTheNameThatOpenAiObeys() {
        assertThat(this.shipped.providers())
            .filteredOn((provider) -> provider.outputLimit() == OutputLimitField.MAX_COMPLETION_TOKENS)
            .extracting(Provider::name)
            .containsExactly("openai");
    }

    @Test
    void sendsKeysOverHttpsOnly() {
        assertThat(this.shipped.providers()).extracting((provider) -> provider.baseUrl().getScheme())
            .containsOnly("https");
    }

    @Test
    void makesNoProviderActiveBeforeItsKeyIsSet() {
        assertThat(this.shipped.providers()).allSatisfy((provider) -> {
            assertThat(provider.auth()).as(provider.name()).isNotInstanceOf(AuthScheme.None.class);
            assertThat(provider.keys()).as(provider.name())
                .isNotEmpty()
                .allMatch((key) -> key instanceof KeySource.Environment);
        });
    }

    @Test
    void holdsNoTwoNamesThatDifferInCaseAlone() {
        assertThat(this.shipped.models().stream().flatMap(ShippedCatalogueTest::names))
            .extracting((name) -> name.toLowerCase(Locale.ROOT))
            .doesNotHaveDuplicates();
    }

    @Test
    void listsProvidersByNameAndKeepsTheModelsOfEachTogether() {
        assertThat(this.shipped.providers()).extracting(Provider::name).isSorted();
        List<String> groups = new ArrayList<>();
        for (Model model : this.shipped.models()) {
            String provider = model.targets().getFirst().provider();
            if (groups.isEmpty() || !groups.getLast().equals(provider)) {
                groups.add(provider);
            }
        }
        assertThat(groups).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void reachesEveryProviderUnderItsOwnPrefix() {
        assertThat(this.shipped.providers()).allSatisfy((provider) -> {
            String prefix = provider.name().replaceFirst("-(anthropic|openai)$", "");
            Optional<ResolvedModel> resolved = this.shipped.resolve(prefix + "/some-model");
            assertThat(resolved).as(provider.name()).isPresent();
            assertThat(resolved.orElseThrow().entry().targets())
                .filteredOn((target) -> target.provider().equals(provider.name()))
                .singleElement()
                .satisfies((target) -> assertThat(target.requestModel(resolved.orElseThrow()).name())
                    .endsWith("some-model")
                    .doesNotStartWith(prefix + "/"));
        });
    }

    @ParameterizedTest
    @CsvSource({ "gpt-4o, openai", "gpt-4o-mini, openai", "gpt-4o-2024-08-06, openai", "gpt-4.1, openai",
            "gpt-5, openai", "gpt-5-mini, openai", "gpt-5-nano, openai", "gpt-5.1, openai", "o3, openai",
            "o4-mini, openai", "text-embedding-3-small, openai", "whisper-1, openai", "claude-haiku-4-5, anthropic",
            "claude-sonnet-4-5, anthropic", "claude-sonnet-4-5-20250929, anthropic", "claude-opus-4-5, anthropic",
            "gemini-2.5-pro, gemini", "gemini-2.5-flash, gemini", "mistral-large-latest, mistral",
            "codestral-latest, mistral", "deepseek-chat, deepseek", "deepseek-reasoner, deepseek", "grok-4.3, xai",
            "sonar-pro, perplexity", "command-a-03-2025, cohere", "kimi-k2.6, moonshot", "glm-4.6, zai",
            "qwen-max, alibaba", "MiniMax-M2, minimax" })
    void sendsAWellKnownModelToItsVendorUnderItsOwnName(String name, String vendor) {
        ResolvedModel resolved = this.shipped.resolve(name).orElseThrow();
        assertThat(resolved.name()).isEqualTo(name);
        Model.ModelTarget first = resolved.entry().targets().getFirst();
        assertThat(first.provider()).isEqualTo(vendor);
        assertThat(first.requestModel(resolved).name()).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({ "groq/llama-3.3-70b-versatile, groq, llama-3.3-70b-versatile",
            "groq/openai/gpt-oss-120b, groq, openai/gpt-oss-120b",
            "together/openai/gpt-oss-20b, together, openai/gpt-oss-20b",
            "fireworks/kimi-k2p6, fireworks, accounts/fireworks/models/kimi-k2p6",
            "openrouter/anthropic/claude-sonnet-4.6, openrouter, anthropic/claude-sonnet-4.6",
            "ollama-cloud/gpt-oss:120b, ollama-cloud, gpt-oss:120b", "openai/gpt-4o, openai, gpt-4o" })
    void sendsAPrefixedModelUnderTheIdOfThatProvider(String name, String provider, String id) {
        ResolvedModel resolved = this.shipped.resolve(name).orElseThrow();
        assertThat(resolved.entry().targets()).filteredOn((target) -> target.provider().equals(provider))
            .singleElement()
            .satisfies((target) -> assertThat(target.requestModel(resolved).name()).isEqualTo(id));
    }

    @ParameterizedTest
    @ValueSource(strings = { "claude-sonnet-4-5", "deepseek-v4-pro", "glm-4.6", "kimi-k2.6", "qwen-max",
            "openrouter/openai/gpt-5" })
    void servesAModelInBothDialectsWhereItsVendorDoes(String name) {
        ResolvedModel resolved = this.shipped.resolve(name).orElseThrow();
        Set<Dialect> dialects = resolved.entry()
            .targets()
            .stream()
            .map((target) -> this.shipped.provider(target.provider()).orElseThrow().api().dialect())
            .collect(Collectors.toSet());
        assertThat(dialects).containsExactlyInAnyOrder(Dialect.OPENAI, Dialect.ANTHROPIC);
    }

    @Test
    void knowsHowToCountTokensAndEmbedAndTranscribeSomewhere() {
        assertThat(this.shipped.providers().stream().flatMap((provider) -> provider.endpoints().stream()))
            .contains(Endpoint.COUNT_TOKENS, Endpoint.EMBEDDINGS, Endpoint.TRANSCRIPTIONS, Endpoint.RERANK);
    }

    private static Stream<String> names(Model model) {
        return Stream.concat(Stream.of(model.name()), model.aliases().stream());
    }

}
