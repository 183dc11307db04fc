package llmgateway.e2e.shipped;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Links between the guides lead to files and headings that are there. */
class GuideLinksTest {

    private static final Path ROOT = Path.of(System.getProperty("basedir", ".")).resolve("..").normalize();

    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s#]*)(?:#([^)\\s]+))?\\)");

    private static final Pattern HEADING = Pattern.compile("(?m)^#+\\s+(.*)$");

    @Test
    void leadSomewhere() throws IOException {
        List<Path> guides = guides();
        List<String> broken = new ArrayList<>();
        for (Path guide : guides) {
            Matcher link = LINK.matcher(Files.readString(guide));
            while (link.find()) {
                if (!link.group(1).contains("://") && !leadsSomewhere(guide, link)) {
                    broken.add(ROOT.relativize(guide) + ": " + link.group());
                }
            }
        }

        assertThat(guides).hasSizeGreaterThan(10);
        assertThat(broken).isEmpty();
    }

    private static List<Path> guides() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter((file) -> file.toString().endsWith(".md"))
                .filter((file) -> Stream.of("target", "node_modules", ".git")
                    .noneMatch((folder) -> ROOT.relativize(file).toString().contains(folder + "/")))
                .toList();
        }
    }

    private static boolean leadsSomewhere(Path guide, Matcher link) throws IOException {
        Path target = link.group(1).isEmpty() ? guide : guide.resolveSibling(link.group(1)).normalize();
        if (!Files.exists(target) || link.group(2) == null || !target.toString().endsWith(".md")) {
            return Files.exists(target);
        }
        return headings(target).contains(link.group(2));
    }

    /** As GitHub names them. */
    private static Set<String> headings(Path guide) throws IOException {
        return HEADING.matcher(Files.readString(guide))
            .results()
            .map((heading) -> heading.group(1)
                .strip()
                .toLowerCase(Locale.ROOT)
                .replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1")
                .replaceAll("[^\\w\\- ]", "")
                .replace(' ', '-'))
            .collect(Collectors.toSet());
    }

}
