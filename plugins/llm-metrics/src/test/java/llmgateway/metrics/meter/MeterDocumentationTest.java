package llmgateway.metrics.meter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The table of metrics in the documentation says what there is. */
class MeterDocumentationTest {

    @Test
    void theTableOfMetricsListsAllOfThemAndNoOthers() throws IOException {
        String document = Files
            .readString(Path.of(System.getProperty("basedir", ".")).resolve("../../docs/accounting.md"));
        List<String> rows = document.lines()
            .dropWhile((line) -> !line.equals("| Metric | Kind | Labels | What it tells |"))
            .skip(2)
            .takeWhile((line) -> line.startsWith("|"))
            .toList();

        assertThat(rows)
            .containsExactlyElementsOf(Arrays.stream(MeterName.values()).map(MeterDocumentationTest::row).toList());
    }

    private static String row(MeterName name) {
        String labels = Arrays.stream(name.labels())
            .map((label) -> "`" + label.wireName() + "`")
            .collect(Collectors.joining(", "));
        String kind = switch (name.type()) {
            case COUNTER -> "counter";
            case GAUGE -> "gauge";
            case TIMER -> "histogram, seconds";
            default -> "histogram";
        };
        return "| `" + name.wireName() + "` | " + kind + " | " + labels + " | " + name.description() + " |";
    }

}
