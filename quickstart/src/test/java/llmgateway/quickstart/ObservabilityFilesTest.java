package llmgateway.quickstart;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What stands in {@code observability} is what Prometheus takes, and asks for what the
 * gateway tells.
 */
@Timeout(180)
class ObservabilityFilesTest {

    private static final Path REPOSITORY = Path.of(System.getProperty("basedir", ".")).toAbsolutePath().resolve("..");

    private static final Path PROMETHEUS = REPOSITORY.resolve("observability/prometheus");

    private static final Path DASHBOARDS = REPOSITORY.resolve("observability/grafana/dashboards");

    /** What stands in braces and behind {@code by}. */
    private static final Pattern LABELS = Pattern.compile("\\{[^}]*}|\\bby \\([^)]*\\)");

    private static final Pattern METRIC = Pattern.compile("\\b(?:llm_gateway|gen_ai)_[a-z0-9_]+");

    private static final Pattern LABEL = Pattern.compile("\\b(?:llm|gen_ai|error)_[a-z_]+");

    private static String metrics = "";

    /** promtool's exit code where it reads everything and does not like a name. */
    private static final int LINTED = 3;

    /** Under a wildcard of the catalogue, and in no price list. */
    private static final String UNPRICED = "openai/no-such-price";

    @BeforeAll
    @Timeout(180)
    static void scrape() throws Exception {
        try (DemoStack stack = DemoStack.start(DemoOptions.parse("--check"), Map.of());
                HttpClient http = HttpClient.newHttpClient()) {
            new Tour(stack, new PrintStream(OutputStream.nullOutputStream())).walk();
            chat(http, stack, stack.alice(), UNPRICED, "chunk-delay=0");
            chat(http, stack, stack.alice(), "gpt-4o-mini", "cut-after=3");
            // Until dave has spent half of his money, which is told a moment later.
            Instant until = Instant.now().plusSeconds(60);
            do {
                chat(http, stack, stack.dave(), "gpt-4o-mini", "chunk-delay=0");
                metrics = http
                    .send(HttpRequest.newBuilder(stack.management().resolve("/actuator/prometheus")).build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
            }
            while (!told().containsAll(asked()) && Instant.now().isBefore(until));
        }
    }

    private static void chat(HttpClient http, DemoStack stack, DemoConsumer consumer, String model, String fault)
            throws Exception {
        HttpRequest request = HttpRequest.newBuilder(stack.gateway().resolve("/v1/chat/completions"))
            .header("Authorization", "Bearer " + consumer.key())
            .header("Content-Type", "application/json")
            .header("x-sim-fault", fault)
            .POST(HttpRequest.BodyPublishers.ofString("{\"model\":\"" + model
                    + "\",\"stream\":true,\"max_tokens\":5,\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}"))
            .build();
        try (InputStream answer = http.send(request, HttpResponse.BodyHandlers.ofInputStream()).body()) {
            answer.transferTo(OutputStream.nullOutputStream());
        }
        catch (IOException ex) {
            // It is cut where a fault says so.
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "check config prometheus.yml", "check rules alerts.yaml", "test rules alerts.test.yaml" })
    void prometheusTakesTheFiles(String arguments) throws Exception {
        Said said = promtool("", arguments.split(" "));

        assertThat(said.exitCode()).as(said.text()).isZero();
    }

    /**
     * What promtool has against the names of Spring's and the JVM's metrics is theirs.
     */
    @Test
    void prometheusTakesTheMetrics() throws Exception {
        Said said = promtool(metrics, "check", "metrics");

        assertThat(said.exitCode()).as(said.text()).isIn(0, LINTED);
        assertThat(said.text().lines()).noneMatch((line) -> METRIC.matcher(line).lookingAt());
    }

    @Test
    void dashboardsAndRulesAskForMetricsThatThereAre() throws Exception {
        assertThat(asked()).hasSizeGreaterThan(15);
        assertThat(told()).containsAll(asked());
    }

    @Test
    void theyAskForLabelsThatThereAre() throws Exception {
        Set<String> labels = new TreeSet<>();
        for (String expression : expressions()) {
            LABELS.matcher(expression)
                .results()
                .flatMap((part) -> LABEL.matcher(part.group()).results())
                .forEach((label) -> labels.add(label.group()));
        }

        assertThat(labels).contains("gen_ai_request_model", "llm_limit")
            .allSatisfy((label) -> assertThat(metrics).contains(label + "=\""));
    }

    @Test
    void everyRuleHasATestAndARunbook() throws Exception {
        String tests = Files.readString(PROMETHEUS.resolve("alerts.test.yaml"));

        assertThat(rules()).hasSizeGreaterThan(10).allSatisfy((rule) -> {
            String name = rule.get("alert").asString();
            assertThat(tests).contains("alertname: " + name + "\n        exp_alerts:\n          - ");
            String[] runbook = rule.at("/annotations/runbook_url").asString("").split("#");
            assertThat(runbook[1]).isEqualTo(name.toLowerCase(Locale.ROOT));
            assertThat(Files.readString(REPOSITORY.resolve(runbook[0]))).contains("\n### " + name + "\n");
            assertThat(Files.readString(REPOSITORY.resolve("docs/observability.md"))).contains("| `" + name + "` |");
        });
    }

    /** Every metric that dashboards and rules name. */
    private static Set<String> asked() throws IOException {
        Set<String> names = new TreeSet<>();
        for (String expression : expressions()) {
            METRIC
                .matcher(LABELS.matcher(expression.replaceAll("label_values\\((.*), [a-z_]+\\)", "$1")).replaceAll(""))
                .results()
                .forEach((name) -> names.add(name.group()));
        }
        return names;
    }

    /** Every metric that the gateway tells. */
    private static Set<String> told() {
        return metrics.lines()
            .filter((line) -> !line.startsWith("#"))
            .map((line) -> line.split("[{ ]", 2)[0])
            .collect(Collectors.toSet());
    }

    private static List<String> expressions() throws IOException {
        List<String> expressions = new ArrayList<>();
        rules().forEach((rule) -> expressions.add(rule.get("expr").asString()));
        try (Stream<Path> dashboards = Files.list(DASHBOARDS)) {
            for (Path dashboard : dashboards.toList()) {
                JsonNode root = JsonMapper.shared().readTree(Files.readString(dashboard));
                root.get("panels")
                    .forEach((panel) -> panel.get("targets")
                        .forEach((target) -> expressions.add(target.get("expr").asString())));
                root.at("/templating/list").forEach((variable) -> {
                    if (variable.at("/query/query").isString()) {
                        expressions.add(variable.at("/query/query").asString());
                    }
                });
            }
        }
        return expressions;
    }

    private static List<JsonNode> rules() throws IOException {
        return new YAMLMapper().readTree(Files.readString(PROMETHEUS.resolve("alerts.yaml")))
            .get("groups")
            .valueStream()
            .flatMap((group) -> group.get("rules").valueStream())
            .toList();
    }

    private static Said promtool(String input, String... arguments) throws Exception {
        Assumptions.assumeTrue(hasPromtool(),
                "SKIPPED: the files for Prometheus are not checked, as promtool is not on the PATH");
        List<String> command = new ArrayList<>(List.of("promtool"));
        command.addAll(List.of(arguments));
        Process promtool = new ProcessBuilder(command).directory(PROMETHEUS.toFile()).redirectErrorStream(true).start();
        try (OutputStream toPromtool = promtool.getOutputStream()) {
            toPromtool.write(input.getBytes(StandardCharsets.UTF_8));
        }
        String text = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Said(promtool.waitFor(), text);
    }

    private static boolean hasPromtool() {
        return Stream.of(System.getenv("PATH").split(":"))
            .anyMatch((folder) -> Files.isExecutable(Path.of(folder, "promtool")));
    }

    private record Said(int exitCode, String text) {
    }

}
