package llmgateway.metrics.autoconfigure;

import llmgateway.metrics.meter.LabelLimits;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What metrics tell apart.
 *
 * @param maxModels names of models at most; further ones are counted as {@code other}
 * @param maxLimits names of limits at most, likewise
 * @param consumers whether cost is told apart by consumer
 * @param maxConsumers names of consumers at most, likewise
 */
@ConfigurationProperties(prefix = "llm.metrics", ignoreUnknownFields = false)
public record MetricsProperties(@DefaultValue("200") int maxModels, @DefaultValue("200") int maxLimits,
        @DefaultValue("false") boolean consumers, @DefaultValue("1000") int maxConsumers) {

    public MetricsProperties {
        if (maxModels < 1 || maxLimits < 1 || maxConsumers < 1) {
            throw new IllegalArgumentException("llm.metrics: a most number of names must be at least 1");
        }
    }

    LabelLimits limits() {
        return new LabelLimits(this.maxModels, this.maxLimits, this.consumers ? this.maxConsumers : 0);
    }

}
