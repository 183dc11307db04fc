package llmgateway.e2e.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A class does one thing and can be read in one sitting. */
class FileLengthTest {

    private static final int LINES = 500;

    @Test
    void noSourceFileOfTheProductIsLongerThan500Lines() throws IOException {
        Path repository = Path.of(System.getProperty("basedir", ".")).toAbsolutePath().resolve("..").normalize();
        try (Stream<Path> files = Files.walk(repository)) {
            List<Path> sources = files
                .filter((file) -> file.toString().endsWith(".java")
                        && repository.relativize(file).toString().contains("src/main/java/"))
                .toList();
            assertThat(sources).as("sources found below " + repository.getFileName()).isNotEmpty();
            assertThat(sources).allSatisfy((file) -> assertThat(lines(file)).isLessThanOrEqualTo(LINES));
        }
    }

    private static long lines(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count();
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

}
