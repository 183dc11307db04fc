package llmgateway.metrics.autoconfigure;

import java.time.Duration;
import java.util.Map;

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
 * @param otlp where they are sent beside being fetched
 */
@ConfigurationProperties(prefix = "llm.metrics", ignoreUnknownFields = false)
public record MetricsProperties(@DefaultValue("200") int maxModels, @DefaultValue("200") int maxLimits,
        @DefaultValue("false") boolean consumers, @DefaultValue("1000") int maxConsumers, @DefaultValue Otlp otlp) {

    public MetricsProperties {
        if (maxModels < 1 || maxLimits < 1 || maxConsumers < 1) {
            throw new IllegalArgumentException("llm.metrics: a most number of names must be at least 1");
        }
    }

    /**
     * A collector that takes OTLP over HTTP in protobuf.
     *
     * @param endpoint empty for none
     * @param headers sent with each export; values are references, {@code env:NAME} or
     * {@code file:/path}
     * @param interval between two exports
     * @param timeout to connect, and to be answered
     */
    public record Otlp(@DefaultValue("") String endpoint, @DefaultValue Map<String, String> headers,
            @DefaultValue("1m") Duration interval, @DefaultValue("10s") Duration timeout) {

        public Otlp {
            headers = Map.copyOf(headers);
            if (!interval.isPositive() || !timeout.isPositive()) {
                throw new IllegalArgumentException("llm.metrics.otlp: interval and timeout must be positive");
            }
        }

    }

    LabelLimits limits() {
        return new LabelLimits(this.maxModels, this.maxLimits, this.consumers ? this.maxConsumers : 0);
    }

}
