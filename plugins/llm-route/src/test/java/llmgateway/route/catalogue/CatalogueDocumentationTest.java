package llmgateway.route.catalogue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import llmgateway.document.Document;
import llmgateway.document.DocumentFiles;
import llmgateway.route.credential.KeySource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** docs/catalogue.md tells of the shipped catalogue what is in it. */
class CatalogueDocumentationTest {

    private static final Path PAGE = Path.of(System.getProperty("basedir", "")).resolve("../../docs/catalogue.md");

    private static final DocumentFiles SHIPPED = new DocumentFiles(CatalogueReader.SHIPPED, true, List.of());

    private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

    private static final Pattern SOURCE = Pattern.compile("(\\S+) \\((\\S+)\\)");

    @Test
    void tabulatesTheShippedProviders() throws IOException {
        CatalogueReading reading = new CatalogueReader().read(SHIPPED.load());
        Catalogue shipped = ((CatalogueReading.Usable) reading).catalogue();
        List<String> rows = shipped.providers().stream().map(CatalogueDocumentationTest::row).toList();
        assertThat(Files.readString(PAGE).lines()).filteredOn((line) -> line.startsWith("| `") && line.endsWith(") |"))
            .containsExactlyElementsOf(rows);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void showsExamplesThatWork(String example) throws IOException {
        List<Document> documents = new ArrayList<>(SHIPPED.load());
        documents.add(new Document("example", example.getBytes(StandardCharsets.UTF_8)));
        assertThat(new CatalogueReader().read(documents)).isInstanceOf(CatalogueReading.Usable.class);
    }

    static Stream<String> examples() throws IOException {
        return YAML.matcher(Files.readString(PAGE)).results().map((found) -> found.group(1));
    }

    private static String row(Provider provider) {
        String key = ((KeySource.Environment) provider.keys().getFirst()).variable();
        MatchResult source = SOURCE.matcher(provider.source().orElseThrow()).results().findFirst().orElseThrow();
        return "| `%s` | %s | `%s` | %s | [%s](%s) |".formatted(provider.name(),
                provider.api().dialect().name().toLowerCase(Locale.ROOT), key, provider.baseUrl(), source.group(2),
                source.group(1));
    }

}
