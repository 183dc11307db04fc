package llmgateway.runner.pipeline;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import llmgateway.core.plugin.SettingsCheck;
import org.apache.apisix.plugin.runner.filter.PluginFilter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes chains of the hosted filters. A configuration that cannot be honoured to the
 * letter makes a chain that refuses every call: a filter left out might be the one that
 * guards the budget. Thread-safe.
 */
public final class PluginChains {

    private static final Logger log = LoggerFactory.getLogger(PluginChains.class);

    private final Map<String, PluginFilter> hosted;

    /**
     * @param filters with distinct names
     * @throws IllegalArgumentException if two filters share a name
     */
    public PluginChains(Collection<? extends PluginFilter> filters) {
        Map<String, PluginFilter> byName = new LinkedHashMap<>();
        for (PluginFilter filter : filters) {
            PluginFilter other = byName.putIfAbsent(filter.name(), filter);
            if (other != null) {
                throw new IllegalArgumentException("two plugin filters are named '" + filter.name() + "': "
                        + other.getClass().getName() + " and " + filter.getClass().getName());
            }
        }
        this.hosted = byName;
    }

    /** The names of the hosted filters. */
    public Set<String> names() {
        return Set.copyOf(this.hosted.keySet());
    }

    /** What stands in the way is logged, once, here. */
    public PreparedChain prepare(List<PluginConf> configuration) {
        List<PluginFilter> filters = new ArrayList<>();
        Map<String, String> settings = new LinkedHashMap<>();
        Set<String> variables = new LinkedHashSet<>();
        for (PluginConf conf : configuration) {
            PluginFilter filter = this.hosted.get(conf.name());
            if (filter == null) {
                return misconfigured(conf, List.of("no such plugin here; hosted are " + this.hosted.keySet()));
            }
            if (settings.putIfAbsent(conf.name(), conf.settings()) != null) {
                return misconfigured(conf, List.of("listed twice in one configuration"));
            }
            List<String> problems = problemsOf(filter, conf.settings());
            if (!problems.isEmpty()) {
                return misconfigured(conf, problems);
            }
            filters.add(filter);
            variables.addAll(declaredVariables(filter));
        }
        return new PreparedChain.Ready(filters, settings, variables);
    }

    private static List<String> problemsOf(PluginFilter filter, String settings) {
        if (!(filter instanceof SettingsCheck check)) {
            return List.of();
        }
        try {
            return check.problemsOf(settings);
        }
        catch (RuntimeException ex) {
            return List.of("its settings could not be checked: " + Failure.describe(ex));
        }
    }

    private static List<String> declaredVariables(PluginFilter filter) {
        List<String> names = filter.requiredVars();
        return (names != null) ? names.stream().filter(Objects::nonNull).toList() : List.of();
    }

    private static PreparedChain misconfigured(PluginConf conf, List<String> problems) {
        log.error("Calls are refused under a configuration of plugin '{}': {}", conf.name(),
                String.join("; ", problems));
        return new PreparedChain.Misconfigured(conf.name());
    }

}
