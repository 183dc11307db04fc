package llmgateway.metrics.ingest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The documented configuration of {@code http-logger} has the fields that are read. */
class LogFormatDocumentationTest {

    @Test
    void theLogFormatHasAllFieldsAndNoOthers() throws IOException {
        String document = Files
            .readString(Path.of(System.getProperty("basedir", ".")).resolve("../../docs/accounting.md"));
        List<String> fields = document.lines()
            .dropWhile((line) -> !line.equals("  log_format:"))
            .skip(1)
            .takeWhile((line) -> line.startsWith("    "))
            .map(String::strip)
            .toList();

        assertThat(fields).containsExactlyElementsOf(Arrays.stream(LogField.values())
            .flatMap((field) -> field.variable().map((variable) -> field.key() + ": " + variable).stream())
            .toList());
    }

}
