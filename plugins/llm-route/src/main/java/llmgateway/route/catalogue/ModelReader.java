package llmgateway.route.catalogue;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import llmgateway.document.Fields;
import llmgateway.document.Node;
import llmgateway.document.Place;
import llmgateway.document.Problems;
import llmgateway.document.UnusableValue;
import llmgateway.route.catalogue.Model.ModelTarget;

/** Reads the entries under {@code models}. */
final class ModelReader {

    private static final Set<String> FIELDS = Set.of("aliases", "targets", "owned_by", "created", "source");

    private static final Set<String> TARGET_FIELDS = Set.of("provider", "model", "weight");

    private static final int MAX_WEIGHT = 1_000_000;

    private final Set<String> providerNames;

    private final Map<String, Provider> providers;

    private final Problems problems;

    /**
     * @param providerNames of all entries, also of those that could not be read and so
     * are no concern of a target
     */
    ModelReader(Set<String> providerNames, Map<String, Provider> providers, Problems problems) {
        this.providerNames = providerNames;
        this.providers = providers;
        this.problems = problems;
    }

    /**
     * @param names all names taken so far; the aliases read here are added
     */
    Optional<Model> read(Node.Member member, Map<String, Place> names) {
        String path = Fields.join("models", member.name());
        Optional<Fields> entry = Fields.ofNode(member.value(), path, FIELDS, this.problems);
        if (!isNameOrWildcard(member.name())) {
            this.problems.add(member.place(), path,
                    "the name " + ModelName.REQUIREMENT + ", or such a name ending in one *");
            return Optional.empty();
        }
        return entry.flatMap((fields) -> read(member, fields, names));
    }

    private Optional<Model> read(Node.Member member, Fields fields, Map<String, Place> names) {
        boolean wildcard = member.name().endsWith("*");
        List<String> aliases = aliases(fields, wildcard, names);
        List<ModelTarget> targets = targets(fields, wildcard);
        Optional<String> ownedBy = fields.text("owned_by");
        Instant created = fields.text("created", ModelReader::date).orElse(Instant.EPOCH);
        Optional<String> source = fields.text("source");
        if (targets.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Model(member.name(), aliases, targets, ownedBy.orElse(targets.getFirst().provider()),
                created, source));
    }

    private List<String> aliases(Fields fields, boolean wildcard, Map<String, Place> names) {
        List<Node> items = fields.items("aliases").orElse(List.of());
        if (wildcard && !items.isEmpty()) {
            fields.problem("aliases", "cannot stand at a name with *; make the alias a model of its own");
        }
        List<String> aliases = fields.texts("aliases", ModelReader::modelName).orElse(List.of());
        for (Node item : items) {
            if (item instanceof Node.Text text) {
                Place taken = names.putIfAbsent(text.value(), text.place());
                if (taken != null) {
                    this.problems.add(text.place(), fields.path("aliases"),
                            "'" + text.value() + "' is already a name or alias, at " + taken);
                }
            }
        }
        return aliases;
    }

    private List<ModelTarget> targets(Fields fields, boolean wildcard) {
        Optional<List<Node>> items = fields.items("targets");
        if (fields.find("targets").isEmpty() || items.filter(List::isEmpty).isPresent()) {
            fields.problem("targets", "must name at least one provider");
        }
        List<ModelTarget> targets = new ArrayList<>();
        int index = 0;
        for (Node item : items.orElse(List.of())) {
            String path = fields.path("targets[" + index++ + "]");
            Fields.ofNode(item, path, TARGET_FIELDS, this.problems)
                .flatMap((target) -> target(target, wildcard))
                .ifPresent(targets::add);
        }
        return targets;
    }

    private Optional<ModelTarget> target(Fields fields, boolean wildcard) {
        Optional<String> provider = fields.text("provider");
        Optional<String> model = fields.text("model", (text) -> wildcard ? template(text) : modelName(text));
        int weight = fields.wholeNumber("weight", 1, MAX_WEIGHT).orElse(1);
        fields.require("provider");
        provider.filter((name) -> !this.providerNames.contains(name))
            .ifPresent((name) -> fields.problem("provider", "there is no provider '" + name + "'"));
        if (!wildcard) {
            provider.ifPresent((name) -> checkDeployment(fields, name, model));
        }
        return provider.map((name) -> new ModelTarget(name, model, weight));
    }

    /** A deployment's name becomes part of the path. */
    private void checkDeployment(Fields fields, String providerName, Optional<String> model) {
        Provider provider = this.providers.get(providerName);
        if (provider == null || provider.api() != ProviderApi.AZURE_OPENAI) {
            return;
        }
        if (model.isPresent() && !ModelName.isPathSegment(model.get())) {
            fields.problem("model", "is the name of an Azure deployment: only letters, digits and any of ._-");
        }
    }

    private static String modelName(String text) throws UnusableValue {
        if (!ModelName.isName(text)) {
            throw new UnusableValue(ModelName.REQUIREMENT);
        }
        return text;
    }

    private static String template(String text) throws UnusableValue {
        modelName(text.replaceFirst("\\*", "x"));
        return text;
    }

    private static boolean isNameOrWildcard(String text) {
        return ModelName.isName(text) || text.equals("*")
                || (text.endsWith("*") && ModelName.isName(text.substring(0, text.length() - 1)));
    }

    private static Instant date(String text) throws UnusableValue {
        try {
            return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        }
        catch (DateTimeException ex) {
            throw new UnusableValue("must be a date such as 2024-05-13");
        }
    }

}
