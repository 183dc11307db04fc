package llmgateway.runner.pipeline;

import java.util.List;
import java.util.Map;
import java.util.Set;

import org.apache.apisix.plugin.runner.filter.PluginFilter;

/** A configuration made ready for calls. Immutable. */
public sealed interface PreparedChain {

    /**
     * @param filters in the order of the configuration; none means calls pass unchanged
     * @param settings by filter name
     * @param declaredVariables what the filters say they need, by
     * {@link PluginFilter#requiredVars()}
     */
    record Ready(List<PluginFilter> filters, Map<String, String> settings,
            Set<String> declaredVariables) implements PreparedChain {

        public Ready {
            filters = List.copyOf(filters);
            settings = Map.copyOf(settings);
            declaredVariables = Set.copyOf(declaredVariables);
        }

        @Override
        public String toString() {
            return "Ready" + this.filters.stream().map(PluginFilter::name).toList();
        }

    }

    /**
     * Every call under this configuration is refused.
     *
     * @param plugin whose name is unknown or whose settings cannot be used
     */
    record Misconfigured(String plugin) implements PreparedChain {
    }

}
