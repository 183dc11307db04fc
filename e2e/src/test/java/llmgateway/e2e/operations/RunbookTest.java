package llmgateway.e2e.operations;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RunbookTest {

    private static final Path REPOSITORY = Path.of(System.getProperty("basedir", "."))
        .toAbsolutePath()
        .resolve("..")
        .normalize();

    private static final Pattern ALERT = Pattern.compile("^ *- alert: (\\w+)$", Pattern.MULTILINE);

    private static final Pattern SECTION = Pattern.compile("^### (Llm\\w+)$", Pattern.MULTILINE);

    private static final Pattern RUNBOOK = Pattern.compile("^ *runbook_url: (\\S+)$", Pattern.MULTILINE);

    private final String rules = read("observability/prometheus/alerts.yaml");

    private final List<String> sections = found(SECTION, read("docs/operations.md"));

    RunbookTest() throws IOException {
    }

    @Test
    void everyAlertHasASectionOfTheRunbookAndNoSectionLacksItsAlert() {
        assertThat(found(ALERT, this.rules)).isNotEmpty().hasSameElementsAs(this.sections);
    }

    @Test
    void everyAlertLeadsToItsSection() {
        assertThat(found(RUNBOOK, this.rules)).containsExactlyInAnyOrderElementsOf(this.sections.stream()
            .map((section) -> "docs/operations.md#" + section.toLowerCase(Locale.ROOT))
            .toList());
    }

    private static List<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map((MatchResult match) -> match.group(1)).toList();
    }

    private static String read(String file) throws IOException {
        return Files.readString(REPOSITORY.resolve(file));
    }

}
