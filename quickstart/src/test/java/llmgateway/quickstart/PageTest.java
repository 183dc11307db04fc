package llmgateway.quickstart;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.support.ui.WebDriverWait;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The page in a real browser, over what the demo's tour has spent. With
 * {@code -Dllm.page.pictures=<folder>} it leaves pictures there.
 */
@Timeout(180)
class PageTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static DemoStack stack;

    private static Browser browser;

    @BeforeAll
    @Timeout(180)
    static void start() throws InterruptedException {
        Optional<Browser> found = Browser.find();
        Assumptions.assumeTrue(found.isPresent(),
                "SKIPPED: the page is not tested, as chromium and chromedriver are not on the PATH");
        browser = found.orElseThrow();
        stack = DemoStack.start(DemoOptions.parse("--check"), Map.of());
        new Tour(stack, new PrintStream(OutputStream.nullOutputStream())).walk();
    }

    @AfterAll
    static void stop() {
        HTTP.close();
        if (browser != null) {
            browser.close();
        }
        if (stack != null) {
            stack.close();
        }
    }

    @Test
    void theFiguresAreTheReports() throws Exception {
        open();
        JsonNode total = usage("").get("total");

        List<WebElement> figures = all("#figures data");
        List<String> names = List.of("cost_usd", "calls", "input_tokens", "output_tokens", "errors");
        assertThat(figures).hasSameSizeAs(names);
        for (int i = 0; i < names.size(); i++) {
            assertThat(figures.get(i).getDomAttribute("value")).as(names.get(i))
                .isEqualTo(total.get(names.get(i)).asString());
            assertThatItReads(figures.get(i));
        }
        assertThat(total.get("calls").asInt()).isGreaterThan(5);
    }

    @ParameterizedTest
    @CsvSource({ "consumers,consumer", "models,model" })
    void theTablesAreTheReports(String table, String dimension) throws Exception {
        open();
        JsonNode rows = usage("&group_by=" + dimension).get("rows");

        assertThat(all("#" + table + " tbody tr")).hasSize(rows.size());
        for (JsonNode row : rows) {
            WebElement shown = all("#" + table + " tbody tr").stream()
                .filter((
                        line) -> line.findElement(By.cssSelector("td")).getText().equals(row.get(dimension).asString()))
                .findFirst()
                .orElseThrow();
            List<WebElement> numbers = shown.findElements(By.tagName("data"));
            assertThat(numbers).extracting((number) -> number.getDomAttribute("value"))
                .containsExactly(row.get("calls").asString(),
                        String.valueOf(row.get("input_tokens").asLong() + row.get("output_tokens").asLong()),
                        row.get("errors").asString(), row.get("cost_usd").asString());
            numbers.forEach(PageTest::assertThatItReads);
        }
    }

    @Test
    void theChartHasABarForEachDayAndItsTableTheReportsNumbers() throws Exception {
        open();
        JsonNode days = usage("&group_by=day").get("rows");

        assertThat(all("#spend .bar")).hasSize(30);
        browser.driver().findElement(By.cssSelector("#spend summary")).click();
        List<WebElement> lines = all("#spend tbody tr");
        assertThat(lines).hasSize(days.size());
        JsonNode last = days.get(days.size() - 1);
        assertThat(lines.getFirst().findElements(By.tagName("data")))
            .extracting((number) -> number.getDomAttribute("value"))
            .containsExactly(last.get("calls").asString(), last.get("cost_usd").asString());
    }

    @Test
    void budgetsShowWhatIsLeftAndWhenTheyRunOut() throws Exception {
        open();
        JsonNode budgets = get("/admin/budgets").get("budgets");

        assertThat(all("#budgets li")).hasSize(budgets.size());
        for (JsonNode budget : budgets) {
            WebElement line = browser.driver()
                .findElement(By.cssSelector("#budgets li[data-account='" + budget.get("account").asString() + "']"));
            if (budget.get("unit").asString().equals("usd")) {
                assertThat(
                        new BigDecimal(String.valueOf(line.findElement(By.tagName("data")).getDomAttribute("value"))))
                    .isEqualByComparingTo(budget.get("left").decimalValue());
            }
        }
        JsonNode dave = budgets.valueStream()
            .filter((budget) -> budget.get("account").asString().equals("pocket-money:day:consumer:dave"))
            .findFirst()
            .orElseThrow();
        String line = browser.driver()
            .findElement(By.cssSelector("#budgets li[data-account='pocket-money:day:consumer:dave']"))
            .getText();
        assertThat(line).contains("dave", "pocket-money", "resets in")
            .contains((dave.get("left").asDouble() == 0) ? "used up"
                    : dave.has("runsOutAt") ? "runs out in" : "lasts, at");
    }

    @Test
    void latencyAndErrorsAreTheReports() throws Exception {
        open();
        JsonNode rows = get("/admin/latency").get("rows");

        assertThat(all("#latency tbody tr")).hasSize(rows.size());
        List<WebElement> numbers = all("#latency tbody tr").getFirst().findElements(By.tagName("data"));
        assertThat(numbers.getFirst().getDomAttribute("value")).isEqualTo(rows.get(0).get("calls").asString());
        assertThat(numbers.getLast().getDomAttribute("value")).isEqualTo(rows.get(0).get("duration_ms_p95").asString());
    }

    @Test
    void aCallThatRunsIsShownWhileItRuns() throws Exception {
        String body = "{\"model\":\"gpt-4o-mini\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
        HttpRequest request = HttpRequest.newBuilder(stack.gateway().resolve("/v1/chat/completions"))
            .header("Authorization", "Bearer " + stack.alice().key())
            .header("Content-Type", "application/json")
            .header("x-sim-fault", "chunk-delay=700")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
        try (var answer = HTTP.send(request, HttpResponse.BodyHandlers.ofInputStream()).body()) {
            open();

            assertThat(browser.driver().findElement(By.id("calls")).getText()).contains("gpt-4o-mini", "alice");
        }
        new WebDriverWait(browser.driver(), PATIENCE).until((driver) -> runningCalls() == 0);
    }

    @ParameterizedTest
    @CsvSource({ "desktop,1280,900,light", "desktop,1280,900,dark", "phone,390,844,light", "phone,390,844,dark" })
    void isReadableAtEverySizeInLightAndDark(String name, int width, int height, String scheme) throws Exception {
        browser.resize(width, height, name.equals("phone"));
        browser.colourScheme(scheme);
        open();

        assertThat(script("return document.documentElement.scrollWidth")).isEqualTo((long) width);
        assertThat(script(CONTRASTS)).asString().isEqualTo("[]");
        Optional<String> pictures = Optional.ofNullable(System.getProperty("llm.page.pictures"));
        if (pictures.isPresent()) {
            browser.picture(Path.of(pictures.get(), name + "-" + scheme + ".png"));
        }
    }

    @Test
    void anotherTimeCanBeLookedAt() throws Exception {
        open();

        browser.driver().findElement(By.cssSelector("#ranges input[value='24h'] + span")).click();

        new WebDriverWait(browser.driver(), PATIENCE).until((driver) -> all("#spend .bar").size() == 24);
        assertThat(browser.console()).isEmpty();
    }

    /** Loads the page, waits for the data, and has the console say nothing. */
    private static void open() {
        browser.console();
        browser.driver().get(stack.management().resolve("/ui/").toString());
        new WebDriverWait(browser.driver(), PATIENCE)
            .until((driver) -> driver.findElements(By.cssSelector("main:not([aria-busy])")).size() == 1);
        assertThat(browser.console()).as("the console").isEmpty();
        assertThat(browser.driver().findElement(By.id("state")).getText()).startsWith("As of ");
    }

    private static List<WebElement> all(String selector) {
        return browser.driver().findElements(By.cssSelector(selector));
    }

    /** The text is the exact value, rounded to the decimals it shows or to thousands. */
    private static void assertThatItReads(WebElement number) {
        BigDecimal exact = new BigDecimal(String.valueOf(number.getDomAttribute("value")));
        String text = String.valueOf(number.getDomProperty("textContent")).replaceAll("[$,]", "");
        if (!text.endsWith("K") && !text.endsWith("M")) {
            BigDecimal shown = new BigDecimal(text);
            assertThat(shown).as(text).isEqualByComparingTo(exact.setScale(shown.scale(), RoundingMode.HALF_UP));
        }
    }

    private static Object script(String text) {
        return Optional.ofNullable(browser.driver().executeScript(text)).orElse("");
    }

    private static int runningCalls() {
        try {
            // An error where the store does not answer in time.
            return get("/admin/tickets").path("open").asInt(-1);
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        catch (InterruptedException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private static JsonNode usage(String parameters) throws IOException, InterruptedException {
        return get("/admin/usage?granularity=day" + parameters);
    }

    private static JsonNode get(String path) throws IOException, InterruptedException {
        URI address = stack.management().resolve(path);
        return JsonMapper.shared()
            .readTree(HTTP.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString()).body());
    }

    /**
     * Texts that stand out from their ground by less than 4.5 to 1, as WCAG 2.2 counts
     * contrast.
     */
    private static final String CONTRASTS = """
            const channels = (colour) => colour.match(/[\\d.]+/g).map(Number);
            const light = (colour) => {
              const [r, g, b] = channels(colour).map((c) => c / 255)
                .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
              return 0.2126 * r + 0.7152 * g + 0.0722 * b;
            };
            const ground = (node) => {
              for (let at = node; at; at = at.parentElement) {
                const colour = getComputedStyle(at).backgroundColor;
                if ((channels(colour)[3] ?? 1) > 0) return colour;
              }
              return 'rgb(255, 255, 255)';
            };
            const weak = [];
            for (const node of document.querySelectorAll('body *')) {
              const own = [...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim() !== '');
              if (!own || node.checkVisibility() === false || node.closest('noscript')) continue;
              const style = getComputedStyle(node);
              const text = light(node.namespaceURI.endsWith('svg') ? style.fill : style.color);
              const back = light(ground(node));
              const contrast = (Math.max(text, back) + 0.05) / (Math.min(text, back) + 0.05);
              if (contrast < 4.5) weak.push(`${node.textContent.trim()}: ${contrast.toFixed(2)}`);
            }
            return JSON.stringify(weak);
            """;

}
