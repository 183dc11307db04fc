package llmgateway.metrics.autoconfigure;

import java.util.UUID;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import llmgateway.core.trace.CallTracing;
import llmgateway.metrics.meter.CallMeters;
import llmgateway.metrics.trace.CallSpans;
import llmgateway.metrics.trace.ForeignCallTracing;
import llmgateway.metrics.trace.PromptRecords;
import llmgateway.metrics.trace.RedactedPrompts;
import llmgateway.metrics.trace.Redaction;
import llmgateway.metrics.trace.SpanWriter;
import llmgateway.metrics.trace.W3cCallTracing;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Contributes traces, where {@code llm.traces.endpoint} says where they go. */
@AutoConfiguration(before = LlmMetricsAutoConfiguration.class)
@EnableConfigurationProperties(TracesProperties.class)
public class TracesAutoConfiguration {

    private static final String NAME = "llm-gateway";

    @Bean
    ServiceIdentity serviceIdentity(Environment environment) {
        return new ServiceIdentity(environment.getProperty("spring.application.name", NAME),
                UUID.randomUUID().toString());
    }

    @Bean
    CallTracing callTracing(TracesProperties properties) {
        return properties.endpoint().isBlank() ? new ForeignCallTracing()
                : new W3cCallTracing(properties.sampleRatio(), properties.propagateToProviders());
    }

    /** With a collector. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty("llm.traces.endpoint")
    static class Exported {

        @Bean
        PromptRecords promptRecords(TracesProperties properties) {
            return switch (properties.content()) {
                case NONE -> PromptRecords.NONE;
                case REDACTED -> new RedactedPrompts(new Redaction(properties.redact()),
                        Math.toIntExact(properties.maxContent().toBytes()));
            };
        }

        @Bean
        SpanWriter spanWriter(TracesProperties properties, ServiceIdentity identity, CallMeters meters) {
            AttributesBuilder resource = Attributes.builder();
            identity.attributes().forEach(resource::put);
            return new SpanWriter(exporter(properties), properties.queue(), meters::spansLost, resource.build(),
                    properties.longestText());
        }

        @Bean
        CallSpans callSpans(SpanWriter spans, PromptRecords prompts) {
            return new CallSpans(spans, prompts);
        }

        private static OtlpHttpSpanExporter exporter(TracesProperties properties) {
            OtlpHeaders headers = OtlpHeaders.resolve("llm.traces.headers", properties.headers());
            return OtlpHttpSpanExporter.builder()
                .setEndpoint(CollectorUrl.check("llm.traces.endpoint", properties.endpoint()).toString())
                .setTimeout(properties.exportTimeout())
                .setCompression("gzip")
                .setHeaders(headers::texts)
                .build();
        }

    }

}
