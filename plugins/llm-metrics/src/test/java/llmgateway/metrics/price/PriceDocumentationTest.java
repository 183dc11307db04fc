package llmgateway.metrics.price;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import llmgateway.document.Document;
import llmgateway.document.DocumentFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** docs/prices.md tells of price lists what can stand in them. */
class PriceDocumentationTest {

    private static final Path PAGE = Path.of(System.getProperty("basedir", "")).resolve("../../docs/prices.md");

    private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

    private static final Pattern NAME = Pattern.compile("`([a-z0-9_]+)`");

    @Test
    void tabulatesTheFieldsOfAModel() throws IOException {
        assertThat(fieldsOfTable("Field")).containsExactlyInAnyOrderElementsOf(EntryReader.FIELDS);
    }

    @Test
    void tabulatesTheRatesInTheirOrder() throws IOException {
        List<String> rates = Arrays.stream(RateField.values()).map(RateField::field).toList();
        assertThat(fieldsOfTable("Field")).startsWith(rates.toArray(String[]::new));
    }

    @Test
    void tabulatesTheFieldsOfASection() throws IOException {
        assertThat(fieldsOfTable("Section")).containsExactlyInAnyOrderElementsOf(
                Stream.concat(SectionTermsReader.FIELDS.stream(), Set.of("like", "models").stream()).toList());
    }

    @ParameterizedTest
    @MethodSource("examples")
    void showsExamplesThatWork(String example) throws IOException {
        List<Document> documents = new ArrayList<>(new DocumentFiles(PriceListReader.SHIPPED, true, List.of()).load());
        documents.add(new Document("example", example.getBytes(StandardCharsets.UTF_8)));
        assertThat(new PriceListReader().read(documents)).isInstanceOf(PriceListReading.Usable.class);
    }

    static Stream<String> examples() throws IOException {
        return YAML.matcher(Files.readString(PAGE)).results().map((found) -> found.group(1));
    }

    /** The names in the first column of the table with that heading. */
    private static List<String> fieldsOfTable(String heading) throws IOException {
        return Files.readAllLines(PAGE)
            .stream()
            .dropWhile((line) -> !line.startsWith("| " + heading + " |"))
            .takeWhile((line) -> line.startsWith("|"))
            .flatMap((line) -> NAME.matcher(line.split("\\|", -1)[1]).results())
            .map((found) -> found.group(1))
            .toList();
    }

}
