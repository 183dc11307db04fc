package llmgateway.metrics.filter;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import llmgateway.document.Document;
import llmgateway.document.DocumentParser;
import llmgateway.document.Fields;
import llmgateway.document.Node;
import llmgateway.document.Place;
import llmgateway.document.Problem;
import llmgateway.document.Problems;
import llmgateway.document.UnusableValue;

/**
 * Reads settings from the JSON of {@code ext-plugin-post-req.conf[].value}. Thread-safe.
 */
public final class MetricsSettingsReader {

    private static final Set<String> FIELDS = Set.of("tags");

    private static final Pattern TAG = Pattern.compile("[!-~&&[^,\\\\]]{1,64}");

    private final DocumentParser parser = DocumentParser.json();

    /**
     * @param json blank for all defaults
     */
    public Reading read(String json) {
        Problems problems = new Problems();
        Document document = new Document("settings", json.getBytes(StandardCharsets.UTF_8));
        Node root = json.isBlank() ? new Node.Mapping(new Place("settings", 1), List.of())
                : this.parser.parse(document, problems).orElseGet(() -> new Node.Nothing(new Place("settings", 1)));
        Optional<MetricsSettings> settings = problems.isEmpty()
                ? Fields.ofNode(root, "", FIELDS, problems).map(MetricsSettingsReader::settings) : Optional.empty();
        if (settings.isEmpty() || !problems.isEmpty()) {
            return new Reading.Faulty(problems.list());
        }
        return new Reading.Usable(settings.get());
    }

    private static MetricsSettings settings(Fields fields) {
        return new MetricsSettings(fields.texts("tags", MetricsSettingsReader::tag).orElse(List.of()));
    }

    private static String tag(String text) throws UnusableValue {
        if (!TAG.matcher(text).matches()) {
            throw new UnusableValue("must be 1 to 64 visible ASCII characters without a comma or backslash");
        }
        return text;
    }

    /** What came of reading settings. */
    public sealed interface Reading {

        record Usable(MetricsSettings settings) implements Reading {
        }

        /**
         * @param problems all of them; at least one
         */
        record Faulty(List<Problem> problems) implements Reading {

            public Faulty {
                problems = List.copyOf(problems);
            }

        }

    }

}
