package llmgateway.runner.management;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A strict reader of Prometheus' text format 0.0.4: every line must be right, every
 * sample under the type of its family, no series twice, and histograms must add up.
 */
final class PrometheusText {

    private static final Pattern COMMENT = Pattern.compile("# (HELP|TYPE) ([a-zA-Z_:][a-zA-Z0-9_:]*) (.*)");

    private static final Pattern SAMPLE = Pattern
        .compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(\\{(.*)})? (NaN|[+-]Inf|[-+]?[0-9.]+([eE][-+]?[0-9]+)?)");

    private static final Pattern LABEL = Pattern
        .compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\]|\\\\[\\\\n\"])*)\"(,|$)");

    private final Map<String, String> types = new HashMap<>();

    private final Map<String, Double> samples = new LinkedHashMap<>();

    private PrometheusText() {
    }

    static PrometheusText parse(String text) {
        require(text.endsWith("\n"), "the last line ends");
        PrometheusText parsed = new PrometheusText();
        String family = "";
        for (String line : text.split("\n")) {
            Matcher comment = COMMENT.matcher(line);
            if (comment.matches()) {
                family = comment.group(2);
                if (comment.group(1).equals("TYPE")) {
                    require(parsed.types.put(family, comment.group(3)) == null, "one type: " + line);
                }
            }
            else {
                parsed.sample(line, family);
            }
        }
        parsed.checkHistograms();
        return parsed;
    }

    private void sample(String line, String family) {
        Matcher sample = SAMPLE.matcher(line);
        require(sample.matches(), "a sample: " + line);
        String name = sample.group(1);
        require(this.types.containsKey(family) && name.startsWith(family)
                && name.substring(family.length()).matches("|_bucket|_sum|_count|_max|_total|_info"),
                "under its family " + family + ": " + line);
        Map<String, String> labels = new TreeMap<>();
        String rest = (sample.group(3) == null) ? "" : sample.group(3);
        while (!rest.isEmpty()) {
            Matcher label = LABEL.matcher(rest);
            require(label.lookingAt(), "labels: " + line);
            require(labels.put(label.group(1), unescaped(label.group(2))) == null, "a label once: " + line);
            rest = rest.substring(label.end());
        }
        require(this.samples.put(name + labels, number(sample.group(4))) == null, "a series once: " + line);
    }

    private static String unescaped(String value) {
        return value.replace("\\n", "\n").replace("\\\"", "\"").replace("\\\\", "\\");
    }

    private static double number(String text) {
        return switch (text) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }

    private void checkHistograms() {
        this.samples.forEach((series, value) -> {
            if (series.contains("_bucket{") && series.contains("le=+Inf")) {
                String count = series.replace("_bucket{", "_count{")
                    .replaceFirst("(, )?le=\\+Inf", "")
                    .replace("{, ", "{");
                require(value.equals(this.samples.get(count)), "as many as in all buckets: " + count);
            }
        });
    }

    String type(String family) {
        return String.valueOf(this.types.get(family));
    }

    double value(String name, String... labels) {
        Map<String, String> sorted = new TreeMap<>();
        for (int i = 0; i < labels.length; i += 2) {
            sorted.put(labels[i], labels[i + 1]);
        }
        require(this.samples.containsKey(name + sorted), "a series " + name + sorted);
        return this.samples.getOrDefault(name + sorted, Double.NaN);
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError("not so: " + what);
        }
    }

}
