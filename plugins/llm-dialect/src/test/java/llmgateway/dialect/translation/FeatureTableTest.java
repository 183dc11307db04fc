package llmgateway.dialect.translation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

import llmgateway.core.call.Endpoint;
import llmgateway.core.model.RequestModel;
import llmgateway.dialect.format.EmbeddingFeature;
import llmgateway.dialect.format.EmbeddingProviderFormat;
import llmgateway.dialect.format.Feature;
import llmgateway.dialect.format.ProviderFormat;
import llmgateway.dialect.format.Support;
import llmgateway.dialect.format.TargetModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The table in the documentation is what the code does. Written anew by the test itself
 * with {@code -Dllm.docs.write=true}.
 */
class FeatureTableTest {

    private static final Path PAGE = Path.of("../../docs/translation.md");

    private static final String BEGIN = "<!-- %s: begin -->\n";

    private static final String END = "<!-- %s: end -->";

    private static final Map<Endpoint, String> TYPICAL_MODELS = Map.of(Endpoint.MESSAGES, "claude-sonnet-4-5",
            Endpoint.CONVERSE, "anthropic.claude-sonnet-4-5-20250929-v1:0", Endpoint.GENERATE_CONTENT,
            "gemini-2.5-pro");

    private final Map<Endpoint, ProviderFormat> providers = new TreeMap<>(
            Translations.all(InstantSource.system()).providers());

    private final Map<Endpoint, EmbeddingProviderFormat> embeddingProviders = new TreeMap<>(
            Translations.all(InstantSource.system()).embeddingProviders());

    @Test
    void theDocumentationListsWhatIsTranslatedDroppedAndRefused() throws IOException {
        assertDocumented("table", table());
    }

    @Test
    void theDocumentationListsWhatIsTranslatedDroppedAndRefusedOfEmbeddings() throws IOException {
        assertDocumented("embeddings", embeddingsTable());
    }

    private static void assertDocumented(String name, String table) throws IOException {
        String page = Files.readString(PAGE);
        int begin = page.indexOf(BEGIN.formatted(name)) + BEGIN.formatted(name).length();
        int end = page.indexOf(END.formatted(name));
        if (Boolean.getBoolean("llm.docs.write")) {
            Files.writeString(PAGE, page.substring(0, begin) + table + page.substring(end));
        }
        else {
            assertThat(page.substring(begin, end)).isEqualTo(table);
        }
    }

    @ParameterizedTest
    @EnumSource(EmbeddingFeature.class)
    void whatCannotBeDroppedOfEmbeddingsNeverIs(EmbeddingFeature feature) {
        this.embeddingProviders
            .forEach((endpoint, format) -> assertThat(format.support(feature)).as("%s of %s", feature, endpoint)
                .satisfies((support) -> assertThat(support != Support.DROPPED || feature.canBeDropped()).isTrue()));
    }

    @ParameterizedTest
    @EnumSource(Feature.class)
    void whatCannotBeDroppedNeverIs(Feature feature) {
        this.providers.forEach((endpoint, format) -> assertThat(format.support(feature, model(endpoint)))
            .as("%s of %s", feature, endpoint)
            .satisfies((support) -> assertThat(support != Support.DROPPED || feature.canBeDropped()).isTrue()));
    }

    private String table() {
        return table(this.providers, List.of(Feature.values()),
                (endpoint, format, feature) -> format.support(feature, model(endpoint)));
    }

    private String embeddingsTable() {
        return table(this.embeddingProviders, List.of(EmbeddingFeature.values()),
                (endpoint, format, feature) -> format.support(feature));
    }

    private static <P, F extends Enum<F>> String table(Map<Endpoint, P> providers, List<F> features,
            Supports<P, F> supports) {
        StringBuilder table = new StringBuilder("| feature |");
        providers.keySet().forEach((endpoint) -> table.append(' ').append(word(endpoint)).append(" |"));
        table.append("\n| --- |").append(" --- |".repeat(providers.size())).append('\n');
        for (F feature : features) {
            table.append("| `").append(word(feature)).append("` |");
            providers.forEach((endpoint,
                    format) -> table.append(' ').append(word(supports.of(endpoint, format, feature))).append(" |"));
            table.append('\n');
        }
        return table.toString();
    }

    private static TargetModel model(Endpoint endpoint) {
        return new TargetModel(new RequestModel(TYPICAL_MODELS.getOrDefault(endpoint, "gpt-4o")), OptionalLong.empty());
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace("supported", "yes");
    }

    /** What becomes of a feature at a provider. */
    private interface Supports<P, F> {

        Support of(Endpoint endpoint, P format, F feature);

    }

}
