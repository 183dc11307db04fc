package llmgateway.apisix.settings;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Plugins of the runner with their settings: what {@code ext-plugin-post-req} holds.
 *
 * @param settings the JSON text by the plugin's name, in the order in which they run
 */
public record ExtPlugins(SequencedMap<String, String> settings) {

    /** The APISIX plugin. */
    public static final String PLUGIN = "ext-plugin-post-req";

    public static final ExtPlugins NONE = new ExtPlugins(new LinkedHashMap<>());

    /** The order in which ours run. */
    private static final List<String> ORDER = List.of("llm-route", "llm-budget", "llm-metrics");

    public ExtPlugins {
        settings = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(settings));
    }

    /**
     * Reads them from an object's {@code plugins}.
     * @return empty if it has no {@code ext-plugin-post-req}
     */
    public static Optional<ExtPlugins> of(JsonNode plugins) {
        JsonNode conf = plugins.path(PLUGIN).path("conf");
        if (!conf.isArray()) {
            return Optional.empty();
        }
        SequencedMap<String, String> settings = new LinkedHashMap<>();
        conf.forEach((entry) -> settings.put(entry.path("name").asString(""), entry.path("value").asString("")));
        return Optional.of(new ExtPlugins(settings));
    }

    /** With a plugin's settings, in its place if it is new. */
    public ExtPlugins with(String name, String json) {
        SequencedMap<String, String> changed = new LinkedHashMap<>(this.settings);
        changed.put(name, json);
        return new ExtPlugins(this.settings.containsKey(name) ? changed : inOrder(changed));
    }

    public ExtPlugins without(String name) {
        SequencedMap<String, String> changed = new LinkedHashMap<>(this.settings);
        changed.remove(name);
        return new ExtPlugins(changed);
    }

    /** Ours first, as they must run; others stay behind them in their order. */
    private static SequencedMap<String, String> inOrder(SequencedMap<String, String> settings) {
        SequencedMap<String, String> ordered = new LinkedHashMap<>();
        List<String> names = new ArrayList<>(ORDER);
        names.addAll(settings.keySet());
        for (String name : names) {
            Optional.ofNullable(settings.get(name)).ifPresent((json) -> ordered.put(name, json));
        }
        return ordered;
    }

    /** The configuration of {@code ext-plugin-post-req}. */
    public ObjectNode toConf() {
        ObjectNode plugin = JsonNodeFactory.instance.objectNode();
        ArrayNode conf = plugin.putArray("conf");
        for (Map.Entry<String, String> entry : this.settings.entrySet()) {
            conf.addObject().put("name", entry.getKey()).put("value", entry.getValue());
        }
        return plugin;
    }

}
