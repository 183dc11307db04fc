package llmgateway.e2e.gateway;

import java.util.List;

/**
 * {@code ext-plugin-post-req} as a route or consumer has it.
 *
 * @param plugins in order
 */
public record PluginConf(List<Plugin> plugins) {

    public PluginConf {
        plugins = List.copyOf(plugins);
    }

    public static PluginConf of(String name, String value) {
        return new PluginConf(List.of(new Plugin(name, value)));
    }

    /**
     * @param value the plugin's own settings, usually JSON
     */
    public record Plugin(String name, String value) {
    }

}
