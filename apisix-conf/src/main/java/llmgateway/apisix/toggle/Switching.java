package llmgateway.apisix.toggle;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import llmgateway.apisix.settings.ExtPlugins;
import llmgateway.apisix.settings.PluginSettingsCheck;

/** Decides what plugins a subject has after a switch. */
final class Switching {

    private static final List<String> OURS = List.of("llm-route", "llm-budget", "llm-metrics");

    private static final String ROUTE = "llm-route";

    private static final String NO_MODELS = "{\"models\":[]}";

    private final ExtPlugins inherited;

    /**
     * @param inherited what the subject has without plugins of its own
     */
    Switching(ExtPlugins inherited) {
        this.inherited = inherited;
    }

    /**
     * Applies a switch.
     * @param own the subject's plugins, if it has its own
     * @return its plugins after; empty if it needs none of its own
     */
    Optional<ExtPlugins> after(Optional<ExtPlugins> own, PluginSwitch change) throws ToggleException {
        ExtPlugins before = own.orElse(this.inherited);
        return switch (change) {
            case PluginSwitch.Set(String plugin, String json) -> {
                checkName(plugin, before);
                checkSettings(plugin, json);
                yield Optional.of(before.with(plugin, json));
            }
            case PluginSwitch.Off(String plugin) -> {
                checkName(plugin, before);
                yield Optional.of(off(before, plugin));
            }
            case PluginSwitch.On(String plugin) -> Optional.of(before.with(plugin, inheritedSettings(plugin)))
                .filter((after) -> !after.equals(this.inherited));
            case PluginSwitch.Reset _reset -> Optional.empty();
        };
    }

    private static ExtPlugins off(ExtPlugins before, String plugin) throws ToggleException {
        if (plugin.equals(ROUTE)) {
            return before.with(ROUTE, NO_MODELS);
        }
        ExtPlugins after = before.without(plugin);
        if (after.settings().isEmpty()) {
            throw new ToggleException(plugin + " is the only plugin; APISIX takes no empty list of plugins");
        }
        return after;
    }

    private String inheritedSettings(String plugin) throws ToggleException {
        String json = this.inherited.settings().get(plugin);
        if (json == null) {
            throw new ToggleException(plugin + " is off for everybody else; give it settings with 'set'");
        }
        return json;
    }

    private void checkName(String plugin, ExtPlugins before) throws ToggleException {
        List<String> known = new ArrayList<>(OURS);
        known.addAll(before.settings().keySet());
        known.addAll(this.inherited.settings().keySet());
        if (!known.contains(plugin)) {
            throw new ToggleException("the runner has no plugin '" + plugin + "': "
                    + String.join(", ", known.stream().distinct().toList()));
        }
    }

    private static void checkSettings(String plugin, String json) throws ToggleException {
        List<String> problems = new PluginSettingsCheck().problemsOf(plugin, json);
        if (!problems.isEmpty()) {
            throw new ToggleException("settings of " + plugin + ": " + String.join("; ", problems));
        }
    }

}
