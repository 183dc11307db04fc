package llmgateway.apisix.toggle;

/** What is to become of the plugins of one consumer or consumer group. */
public sealed interface PluginSwitch {

    /** Other settings; turns the plugin on. */
    record Set(String plugin, String json) implements PluginSwitch {
    }

    /** Off. {@code llm-route}, which the others need, allows no model instead. */
    record Off(String plugin) implements PluginSwitch {
    }

    /** As for everybody else. */
    record On(String plugin) implements PluginSwitch {
    }

    /** All plugins as for everybody else. */
    record Reset() implements PluginSwitch {
    }

}
