package llmgateway.metrics.filter;

import java.util.List;

/**
 * What a route or consumer sets of the plugin {@code llm-metrics}.
 *
 * @param tags added to those of every call that this plugin admits
 */
public record MetricsSettings(List<String> tags) {

    public MetricsSettings {
        tags = List.copyOf(tags);
    }

}
