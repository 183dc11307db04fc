package llmgateway.quickstart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.stream.Stream;

import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A headless Chromium, as large and as light as a test wants it. */
final class Browser implements AutoCloseable {

    private final ChromeDriver driver;

    private Browser(Path chromium, Path driver) {
        LoggingPreferences logging = new LoggingPreferences();
        logging.enable(LogType.BROWSER, Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(chromium.toFile());
        options.addArguments("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu",
                "--hide-scrollbars");
        options.setCapability("goog:loggingPrefs", logging);
        this.driver = new ChromeDriver(
                new ChromeDriverService.Builder().usingDriverExecutable(driver.toFile()).usingAnyFreePort().build(),
                options);
    }

    /** Empty where there is no Chromium, or no driver of it, on the path. */
    static Optional<Browser> find() {
        return onPath("chromium", "chromium-browser", "google-chrome")
            .flatMap((chromium) -> onPath("chromedriver").map((driver) -> new Browser(chromium, driver)));
    }

    private static Optional<Path> onPath(String... names) {
        List<Path> folders = Stream.of(Optional.ofNullable(System.getenv("PATH")).orElse("").split(":"))
            .map(Path::of)
            .toList();
        return Stream.of(names)
            .flatMap((name) -> folders.stream().map((folder) -> folder.resolve(name)))
            .filter(Files::isExecutable)
            .findFirst();
    }

    ChromeDriver driver() {
        return this.driver;
    }

    void resize(int width, int height, boolean phone) {
        this.driver.executeCdpCommand("Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", phone ? 2 : 1, "mobile", phone));
    }

    void colourScheme(String scheme) {
        this.driver.executeCdpCommand("Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    /** What the console has said since it was asked last. */
    List<String> console() {
        return this.driver.manage().logs().get(LogType.BROWSER).getAll().stream().map(LogEntry::toString).toList();
    }

    /** Of the whole page, as PNG. */
    void picture(Path file) throws IOException {
        Object data = this.driver
            .executeCdpCommand("Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true))
            .get("data");
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.write(file, Base64.getDecoder().decode(String.valueOf(data)));
    }

    @Override
    public void close() {
        this.driver.quit();
    }

}
