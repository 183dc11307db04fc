package llmgateway.dialect.translation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

import llmgateway.core.call.Endpoint;
import llmgateway.core.model.RequestModel;
import llmgateway.dialect.format.EmbeddingFeature;
import llmgateway.dialect.format.EmbeddingProviderFormat;
import llmgateway.dialect.format.Feature;
import llmgateway.dialect.format.Platform;
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

    private static final Set<Endpoint> AT_VERTEX_AI = EnumSet.of(Endpoint.MESSAGES, Endpoint.GENERATE_CONTENT);

    private final Map<Served, ProviderFormat> providers = providers();

    private final Map<Endpoint, EmbeddingProviderFormat> embeddingProviders = new TreeMap<>(
            Translations.all(InstantSource.system()).embeddingProviders());

    private static Map<Served, ProviderFormat> providers() {
        Map<Served, ProviderFormat> providers = new LinkedHashMap<>();
        new TreeMap<>(Translations.all(InstantSource.system()).providers()).forEach((endpoint, format) -> {
            providers.put(new Served(endpoint, Platform.OF_MAKER), format);
            if (AT_VERTEX_AI.contains(endpoint)) {
                providers.put(new Served(endpoint, Platform.VERTEX_AI), format);
            }
        });
        return providers;
    }

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
        this.providers.forEach(
                (served, format) -> assertThat(format.support(feature, served.model())).as("%s of %s", feature, served)
                    .satisfies((support) -> assertThat(support != Support.DROPPED || feature.canBeDropped()).isTrue()));
    }

    private String table() {
        return table(this.providers, List.of(Feature.values()),
                (served, format, feature) -> format.support(feature, served.model()));
    }

    private String embeddingsTable() {
        return table(this.embeddingProviders, List.of(EmbeddingFeature.values()),
                (endpoint, format, feature) -> format.support(feature));
    }

    private static <A, P, F extends Enum<F>> String table(Map<A, P> providers, List<F> features,
            Supports<A, P, F> supports) {
        StringBuilder table = new StringBuilder("| feature |");
        providers.keySet().forEach((api) -> table.append(' ').append(word(api)).append(" |"));
        table.append("\n| --- |").append(" --- |".repeat(providers.size())).append('\n');
        for (F feature : features) {
            table.append("| `").append(word(feature)).append("` |");
            providers.forEach(
                    (api, format) -> table.append(' ').append(word(supports.of(api, format, feature))).append(" |"));
            table.append('\n');
        }
        return table.toString();
    }

    private static String word(Object named) {
        return named.toString().toLowerCase(Locale.ROOT).replace("supported", "yes");
    }

    /** What becomes of a feature at a provider. */
    private interface Supports<A, P, F> {

        Support of(A api, P format, F feature);

    }

    /** An API, and where. */
    private record Served(Endpoint endpoint, Platform platform) {

        TargetModel model() {
            return new TargetModel(new RequestModel(TYPICAL_MODELS.getOrDefault(this.endpoint, "gpt-4o")),
                    OptionalLong.empty(), this.platform);
        }

        @Override
        public String toString() {
            return (this.platform == Platform.OF_MAKER) ? this.endpoint.name()
                    : this.platform + "_" + this.endpoint.name();
        }

    }

}
