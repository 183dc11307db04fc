package llmgateway.apisix.settings;

import java.util.Optional;

import llmgateway.document.Fields;
import llmgateway.document.Node;
import llmgateway.document.Problems;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the field {@code plugins}: settings by the plugin's name, null for a plugin that
 * is off.
 */
final class ExtPluginsReader {

    private final PluginSettingsCheck check = new PluginSettingsCheck();

    private final JsonMapper json = new JsonMapper();

    private final Problems problems;

    ExtPluginsReader(Problems problems) {
        this.problems = problems;
    }

    /**
     * Reads what differs from other plugins.
     * @param others those that hold for who has none of its own
     * @return others and what is read; empty if there is no field
     */
    Optional<ExtPlugins> over(ExtPlugins others, Fields fields) {
        return fields.mapping("plugins").map((mapping) -> {
            ExtPlugins plugins = others;
            for (Node.Member member : mapping.members()) {
                plugins = switch (member.value()) {
                    case Node.Nothing _off -> plugins.without(member.name());
                    case Node.Mapping settings -> plugins.with(member.name(), text(member, settings, fields));
                    default -> {
                        fields.problem("plugins", "has settings of " + member.name() + " that are no mapping");
                        yield plugins;
                    }
                };
            }
            if (plugins.settings().isEmpty()) {
                fields.problem("plugins", "must leave at least one plugin on");
            }
            return plugins;
        });
    }

    private String text(Node.Member member, Node.Mapping settings, Fields fields) {
        String text = this.json.writeValueAsString(new JsonTree(this.problems).object(settings));
        for (String problem : this.check.problemsOf(member.name(), text)) {
            this.problems.add(member.place(), fields.path("plugins." + member.name()), problem);
        }
        return text;
    }

}
