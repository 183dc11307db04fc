package llmgateway.metrics.autoconfigure;

import java.util.List;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import llmgateway.core.budget.BudgetEvents;
import llmgateway.core.ledger.CallReports;
import llmgateway.core.ledger.Settlements;
import llmgateway.core.upstream.AttemptListener;
import llmgateway.metrics.accounting.BookedSettlements;
import llmgateway.metrics.meter.AccessLog;
import org.apache.apisix.plugin.runner.filter.PluginFilter;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

class LlmMetricsAutoConfigurationTest {

    private final ApplicationContextRunner application = new ApplicationContextRunner()
        .withConfiguration(AutoConfigurations.of(LlmMetricsAutoConfiguration.class, PriceAutoConfiguration.class))
        .withBean(MeterRegistry.class, SimpleMeterRegistry::new);

    @Test
    void contributesThePluginAndTheAccountingWhereCallsAreSettled() {
        this.application.withBean(Settlements.class, BookedSettlements::new).run((context) -> {
            assertThat(context.getBean(PluginFilter.class).name()).isEqualTo("llm-metrics");
            assertThat(context).hasSingleBean(CallReports.class)
                .hasSingleBean(BudgetEvents.class)
                .hasSingleBean(AttemptListener.class)
                .doesNotHaveBean(AccessLog.class);
        });
    }

    @Test
    void contributesMetricsAloneWhereNothingIsSettled() {
        this.application.run((context) -> assertThat(context).hasSingleBean(BudgetEvents.class)
            .doesNotHaveBean(PluginFilter.class)
            .doesNotHaveBean(CallReports.class));
    }

    @Test
    void writesTheAccessLogWhereItIsSwitchedOn() {
        this.application.withPropertyValues("llm.access-log.enabled=true")
            .run((context) -> assertThat(context).hasSingleBean(AccessLog.class));
    }

    @Test
    void P16_refusesSettingsItDoesNotKnow() {
        for (String setting : List.of("llm.metrics.max-model=1", "llm.metrics.max-models=0",
                "llm.access-log.enable=true")) {
            this.application.withPropertyValues(setting).run((context) -> assertThat(context).hasFailed());
        }
    }

}
