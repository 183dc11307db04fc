package llmgateway.runner.management;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(120)
class ServedPageTest {

    private static final Pattern FILE = Pattern.compile("(?:href=|src=|from )\"(?:\\./)?([a-z.]+\\.(?:css|js|svg))\"");

    @TempDir
    static Path directory;

    private static ManagedRunner runner;

    @BeforeAll
    @Timeout(120)
    static void start() {
        runner = new ManagedRunner(directory);
    }

    @AfterAll
    static void stop() {
        runner.close();
    }

    @Test
    void servesThePageAndAllThatItLoads() throws Exception {
        HttpResponse<String> page = runner.get("/ui/");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(type(page)).startsWith("text/html");
        Set<String> files = new TreeSet<>(filesOf(page.body()));
        for (String script : filesOf(runner.get("/ui/page.js").body())) {
            files.add(script);
        }
        assertThat(files).contains("page.css", "page.js", "icon.svg", "budgets.js");
        for (String file : files) {
            HttpResponse<String> answer = runner.get("/ui/" + file);
            assertThat(answer.statusCode()).as(file).isEqualTo(200);
            assertThat(type(answer)).as(file).startsWith(switch (file.substring(file.lastIndexOf('.'))) {
                case ".css" -> "text/css";
                case ".js" -> "text/javascript";
                default -> "image/svg+xml";
            });
        }
        assertThat(runner.get("/ui").headers().firstValue("Location")).contains("/ui/");
        assertThat(runner.get("/ui/nothing.js").statusCode()).isEqualTo(404);
        assertThat(runner.get("/ui/../openapi.yaml").statusCode()).isIn(400, 404);
    }

    @Test
    void everyFileForbidsTheBrowserWhatThePageDoesNotNeed() throws Exception {
        for (String path : new String[] { "/ui/", "/ui/page.js", "/ui/page.css", "/ui/nothing" }) {
            HttpResponse<String> answer = runner.get(path);
            assertThat(answer.headers().firstValue("Content-Security-Policy")).as(path)
                .hasValueSatisfying((policy) -> assertThat(policy).startsWith("default-src 'none'; script-src 'self'")
                    .contains("frame-ancestors 'none'")
                    .doesNotContain("unsafe"));
            assertThat(answer.headers().firstValue("X-Content-Type-Options")).as(path).contains("nosniff");
        }
    }

    @Test
    void aBrowserKeepsAFileUntilThereIsANewOne() throws Exception {
        HttpResponse<String> first = runner.get("/ui/page.css");

        assertThat(first.headers().firstValue("Cache-Control")).contains("no-cache");
        assertThat(runner.get("/ui/page.css", "If-None-Match", first.headers().firstValue("ETag").orElseThrow())
            .statusCode()).isEqualTo(304);
    }

    @Test
    void thePageCanBeTurnedOff(@TempDir Path other) throws Exception {
        try (ManagedRunner without = new ManagedRunner(other, "--llm.management.page=false")) {
            assertThat(without.get("/ui/").statusCode()).isEqualTo(404);
            assertThat(without.get("/ui/page.js").statusCode()).isEqualTo(404);
            assertThat(without.get("/admin/usage").statusCode()).isEqualTo(200);
        }
    }

    private static Set<String> filesOf(String text) {
        return new TreeSet<>(FILE.matcher(text).results().map((MatchResult found) -> found.group(1)).toList());
    }

    private static String type(HttpResponse<String> answer) {
        return answer.headers().firstValue("Content-Type").orElse("");
    }

}
