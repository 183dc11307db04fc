package llmgateway.apisix.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import llmgateway.apisix.settings.GatewaySettings.ConsumerSettings;
import llmgateway.apisix.settings.GatewaySettings.Credential;
import llmgateway.apisix.settings.GatewaySettings.GroupSettings;
import llmgateway.document.Fields;
import llmgateway.document.Node;
import llmgateway.document.Problems;
import tools.jackson.databind.node.JsonNodeFactory;

/** Reads the entries under {@code consumers}. */
final class ConsumerReader {

    private static final Set<String> FIELDS = Set.of("group", "keys", "plugins", "apisix");

    /** What APISIX 3.18 allows as a username. */
    private static final Pattern USERNAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private static final Pattern CREDENTIAL = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private final ExtPlugins usual;

    private final List<GroupSettings> groups;

    private final Problems problems;

    /**
     * @param usual the plugins of who has none of its own
     */
    ConsumerReader(ExtPlugins usual, List<GroupSettings> groups, Problems problems) {
        this.usual = usual;
        this.groups = groups;
        this.problems = problems;
    }

    Optional<ConsumerSettings> read(Node.Member member) {
        String path = Fields.join("consumers", member.name());
        if (!USERNAME.matcher(member.name()).matches()) {
            this.problems.add(member.place(), path, "the name must be 1 to 64 letters, digits or any of _-");
        }
        return Fields.ofNode(member.value(), path, FIELDS, this.problems).map((fields) -> {
            Optional<String> group = fields.text("group");
            ExtPlugins inherited = group.flatMap((id) -> plugins(id, fields)).orElse(this.usual);
            return new ConsumerSettings(member.name(), group, credentials(fields),
                    new ExtPluginsReader(this.problems).over(inherited, fields),
                    fields.mapping("apisix")
                        .map(new JsonTree(this.problems)::object)
                        .orElseGet(JsonNodeFactory.instance::objectNode));
        });
    }

    private Optional<ExtPlugins> plugins(String group, Fields fields) {
        Optional<GroupSettings> found = this.groups.stream()
            .filter((candidate) -> candidate.id().equals(group))
            .findFirst();
        if (found.isEmpty()) {
            fields.problem("group", "names no entry of consumer_groups");
        }
        return found.flatMap(GroupSettings::plugins);
    }

    private List<Credential> credentials(Fields fields) {
        List<Credential> credentials = new ArrayList<>();
        fields.mapping("keys").ifPresent((mapping) -> {
            Fields named = Fields.of(mapping, fields.path("keys"),
                    Set.copyOf(mapping.members().stream().map(Node.Member::name).toList()), this.problems);
            for (Node.Member member : mapping.members()) {
                if (!CREDENTIAL.matcher(member.name()).matches()) {
                    named.problem(member.name(), "the name must be 1 to 64 letters, digits or any of ._-");
                }
                named.require(member.name());
                named.text(member.name(), GatewaySettingsReader::reference)
                    .ifPresent((reference) -> credentials.add(new Credential(member.name(), reference)));
            }
        });
        return credentials;
    }

}
