package llmgateway.metrics.autoconfigure;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.ipc.http.HttpUrlConnectionSender;
import io.micrometer.registry.otlp.OtlpConfig;
import io.micrometer.registry.otlp.OtlpHttpMetricsSender;
import io.micrometer.registry.otlp.OtlpMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;

/**
 * Sends the metrics that Prometheus fetches to an OTLP collector as well, where
 * {@code llm.metrics.otlp.endpoint} says which. Before what puts several registries
 * together.
 */
@AutoConfiguration(after = { TracesAutoConfiguration.class },
        beforeName = "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration")
@ConditionalOnProperty("llm.metrics.otlp.endpoint")
public class OtlpMetricsAutoConfiguration {

    @Bean
    OtlpMeterRegistry otlpMeterRegistry(MetricsProperties properties, ServiceIdentity identity) {
        MetricsProperties.Otlp otlp = properties.otlp();
        OtlpHeaders headers = OtlpHeaders.resolve("llm.metrics.otlp.headers", otlp.headers());
        String url = CollectorUrl.check("llm.metrics.otlp.endpoint", otlp.endpoint()).toString();
        return OtlpMeterRegistry.builder(new Config(url, otlp.interval(), headers, identity))
            .metricsSender(new OtlpHttpMetricsSender(new HttpUrlConnectionSender(otlp.timeout(), otlp.timeout())))
            .build();
    }

    private record Config(String url, Duration step, OtlpHeaders secrets,
            ServiceIdentity identity) implements OtlpConfig {

        @Override
        public @Nullable String get(String key) {
            return null;
        }

        @Override
        public Map<String, String> headers() {
            return this.secrets.texts();
        }

        @Override
        public Map<String, String> resourceAttributes() {
            return this.identity.attributes();
        }

        /** The GenAI conventions' unit of durations. */
        @Override
        public TimeUnit baseTimeUnit() {
            return TimeUnit.SECONDS;
        }

    }

}
