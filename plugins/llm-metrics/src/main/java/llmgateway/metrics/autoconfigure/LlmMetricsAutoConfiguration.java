package llmgateway.metrics.autoconfigure;

import java.time.InstantSource;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import llmgateway.core.ledger.Settlements;
import llmgateway.core.ledger.UsageBook;
import llmgateway.core.price.PriceBook;
import llmgateway.core.price.TokenCounter;
import llmgateway.metrics.accounting.CallAccounting;
import llmgateway.metrics.accounting.CallEnds;
import llmgateway.core.upstream.AttemptListener;
import llmgateway.metrics.accounting.ChargeRule;
import llmgateway.metrics.accounting.DirectAttempts;
import llmgateway.metrics.meter.MicrometerTargetEvents;
import llmgateway.metrics.accounting.EndedCalls;
import llmgateway.metrics.accounting.FinishedCalls;
import llmgateway.metrics.filter.LlmMetricsFilter;
import llmgateway.metrics.meter.AccessLog;
import llmgateway.metrics.meter.CallMeters;
import llmgateway.metrics.meter.MicrometerBudgetEvents;
import llmgateway.metrics.report.Reports;
import llmgateway.metrics.trace.PromptRecords;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/**
 * Contributes metrics and, where calls are settled and priced, their accounting and the
 * plugin {@code llm-metrics}.
 */
@AutoConfiguration(after = PriceAutoConfiguration.class,
        afterName = "llmgateway.budget.autoconfigure.LlmBudgetAutoConfiguration")
@EnableConfigurationProperties({ MetricsProperties.class, AccessLogProperties.class, AccountingProperties.class })
public class LlmMetricsAutoConfiguration {

    @Bean
    CallMeters callMeters(ObjectProvider<MeterRegistry> registry, MetricsProperties properties) {
        return new CallMeters(registry.getIfAvailable(SimpleMeterRegistry::new), properties.limits());
    }

    @Bean
    MicrometerBudgetEvents micrometerBudgetEvents(ObjectProvider<MeterRegistry> registry,
            MetricsProperties properties) {
        return new MicrometerBudgetEvents(registry.getIfAvailable(SimpleMeterRegistry::new), properties.limits());
    }

    @Bean
    MicrometerTargetEvents micrometerTargetEvents(ObjectProvider<MeterRegistry> registry) {
        return new MicrometerTargetEvents(registry.getIfAvailable(SimpleMeterRegistry::new));
    }

    @Bean
    DirectAttempts directAttempts(ObjectProvider<AttemptListener> listeners) {
        return new DirectAttempts(listeners.orderedStream().toList());
    }

    @Bean
    @ConditionalOnBooleanProperty("llm.access-log.enabled")
    AccessLog accessLog() {
        return new AccessLog();
    }

    @Bean
    @ConditionalOnBean(Settlements.class)
    CallAccounting callAccounting(Settlements settlements, AccountingProperties properties,
            ObjectProvider<TokenCounter> tokens, ObjectProvider<FinishedCalls> listeners) {
        ChargeRule rule = new ChargeRule(properties.settings(), tokens.getIfAvailable(() -> TokenCounter.BYTES));
        return new CallAccounting(settlements, rule, listeners.orderedStream().toList());
    }

    @Bean
    CallEnds callEnds(ObjectProvider<EndedCalls> listeners) {
        return new CallEnds(listeners.orderedStream().toList());
    }

    @Bean
    @ConditionalOnBean(UsageBook.class)
    Reports reports(UsageBook book) {
        return new Reports(book, InstantSource.system());
    }

    @Bean
    @ConditionalOnBean({ Settlements.class, PriceBook.class })
    LlmMetricsFilter llmMetricsFilter(Settlements settlements, PriceBook prices,
            ObjectProvider<PromptRecords> prompts) {
        return new LlmMetricsFilter(settlements, prices, prompts.getIfAvailable(() -> PromptRecords.NONE),
                InstantSource.system());
    }

}
