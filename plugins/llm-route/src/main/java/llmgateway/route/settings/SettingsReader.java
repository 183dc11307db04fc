package llmgateway.route.settings;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import llmgateway.core.call.Call;
import llmgateway.core.model.NamePattern;
import llmgateway.core.model.OriginalModel;
import llmgateway.dialect.request.EndpointMatcher;
import llmgateway.document.Constants;
import llmgateway.document.Document;
import llmgateway.document.DocumentParser;
import llmgateway.document.Fields;
import llmgateway.document.Node;
import llmgateway.document.Place;
import llmgateway.document.Problems;
import llmgateway.document.UnusableValue;
import llmgateway.route.catalogue.HeaderName;
import llmgateway.route.settings.RouteSettings.Balance;
import llmgateway.route.settings.RouteSettings.Stickiness;
import llmgateway.route.settings.RouteSettings.UsageChunkRule;

/**
 * Reads settings from the JSON of {@code ext-plugin-post-req.conf[].value}. Thread-safe.
 */
public final class SettingsReader {

    private static final Set<String> FIELDS = Set.of("models", "default_model", "sticky", "usage_chunk",
            "path_prefixes", "balance", "attempts", "fallback_models", "tags");

    private static final Pattern PATH_PREFIX = Pattern.compile("(/(?!\\.{1,2}(/|$))[A-Za-z0-9._~-]+)*");

    private static final Pattern TAG = Pattern.compile("[!-~&&[^,\\\\]]{1,64}");

    private static final List<String> USUAL_PREFIXES = List.of("", "/openai", "/anthropic");

    private final DocumentParser parser = DocumentParser.json();

    /**
     * Reads one plugin configuration.
     * @param json blank for all defaults
     */
    public SettingsReading read(String json) {
        Problems problems = new Problems();
        Document document = new Document("settings", json.getBytes(StandardCharsets.UTF_8));
        Node root = json.isBlank() ? new Node.Mapping(new Place("settings", 1), List.of())
                : this.parser.parse(document, problems).orElseGet(() -> new Node.Nothing(new Place("settings", 1)));
        Optional<RouteSettings> settings = problems.isEmpty()
                ? Fields.ofNode(root, "", FIELDS, problems).map((fields) -> settings(fields, problems))
                : Optional.empty();
        if (settings.isEmpty() || !problems.isEmpty()) {
            return new SettingsReading.Faulty(problems.list());
        }
        return new SettingsReading.Usable(settings.get(), new EndpointMatcher(settings.get().pathPrefixes()));
    }

    private static RouteSettings settings(Fields fields, Problems problems) {
        Optional<List<NamePattern>> models = fields.texts("models", SettingsReader::namePattern);
        return new RouteSettings(models.<AllowedModels>map(AllowedModels.Listed::new).orElseGet(AllowedModels.All::new),
                fields.text("default_model", SettingsReader::modelName), stickiness(fields, problems),
                fields.text("balance", Constants.among(List.of(Balance.values()))).orElse(Balance.WEIGHTED),
                fields.text("usage_chunk", Constants.among(List.of(UsageChunkRule.values())))
                    .orElse(UsageChunkRule.HIDDEN),
                new RetryRulesReader(problems).read(fields),
                fields.texts("fallback_models", SettingsReader::modelName).orElse(List.of()),
                fields.texts("path_prefixes", SettingsReader::pathPrefix).orElse(USUAL_PREFIXES), tags(fields));
    }

    private static List<String> tags(Fields fields) {
        List<String> tags = fields.texts("tags", SettingsReader::tag).orElse(List.of());
        if (tags.size() > Call.Labels.MOST_TAGS) {
            fields.problem("tags", "has more than " + Call.Labels.MOST_TAGS + " tags");
        }
        return tags;
    }

    private static String tag(String text) throws UnusableValue {
        if (!TAG.matcher(text).matches()) {
            throw new UnusableValue("must be 1 to 64 visible ASCII characters without a comma or backslash");
        }
        return text;
    }

    private static Optional<Stickiness> stickiness(Fields fields, Problems problems) {
        if (fields.find("sticky").orElse(null) instanceof Node.Mapping mapping) {
            Fields inner = Fields.of(mapping, fields.path("sticky"), Set.of("header"), problems);
            inner.require("header");
            return inner.text("header", SettingsReader::headerName).map(Stickiness.ByHeader::new);
        }
        return fields.text("sticky", (text) -> {
            if (!text.equals("consumer")) {
                throw new UnusableValue("must be \"consumer\" or {\"header\": \"<name>\"}");
            }
            return new Stickiness.ByConsumer();
        });
    }

    private static NamePattern namePattern(String text) throws UnusableValue {
        if (text.isBlank()) {
            throw new UnusableValue("must be the name of a model, which may hold *");
        }
        return new NamePattern(text);
    }

    private static OriginalModel modelName(String text) throws UnusableValue {
        if (text.isBlank()) {
            throw new UnusableValue("must be the name of a model");
        }
        return new OriginalModel(text);
    }

    private static String headerName(String text) throws UnusableValue {
        if (!HeaderName.isToken(text)) {
            throw new UnusableValue("must be the name of a header");
        }
        return text;
    }

    private static String pathPrefix(String text) throws UnusableValue {
        if (!PATH_PREFIX.matcher(text).matches()) {
            throw new UnusableValue("must be empty or a path such as /openai, without a slash at its end");
        }
        return text;
    }

}
