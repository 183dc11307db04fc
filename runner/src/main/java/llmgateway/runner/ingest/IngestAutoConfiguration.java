package llmgateway.runner.ingest;

import java.util.Optional;

import llmgateway.core.ledger.Settlements;
import llmgateway.metrics.accounting.CallAccounting;
import llmgateway.metrics.autoconfigure.LlmMetricsAutoConfiguration;
import llmgateway.metrics.ingest.LogIngest;
import llmgateway.metrics.meter.CallMeters;
import llmgateway.runner.key.BearerKeys;
import llmgateway.runner.key.KeySources;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;

/**
 * Opens the listener for log entries where calls are settled and
 * {@code llm.ingest.enabled} says so. After the plugins' own configurations, which tell
 * whether calls are settled.
 */
@AutoConfiguration(after = LlmMetricsAutoConfiguration.class)
@ConditionalOnBean(CallAccounting.class)
@ConditionalOnBooleanProperty(name = "llm.ingest.enabled", matchIfMissing = true)
public class IngestAutoConfiguration {

    @Bean
    LogIngest logIngest(Settlements settlements, CallAccounting accounting, CallMeters meters,
            IngestProperties properties) {
        return new LogIngest(settlements, accounting, Math.toIntExact(properties.maxBody().toBytes()),
                meters::logEntry);
    }

    @Bean
    IngestListener ingestListener(IngestProperties properties, LogIngest ingest, CallMeters meters) {
        KeySources keys = new KeySources((name) -> Optional.ofNullable(System.getenv(name)));
        return new IngestListener(properties, ingest, properties.key().isEmpty() ? Optional.empty()
                : Optional.of(new BearerKeys(keys.keys(properties.key()))), meters::postRefused);
    }

}
