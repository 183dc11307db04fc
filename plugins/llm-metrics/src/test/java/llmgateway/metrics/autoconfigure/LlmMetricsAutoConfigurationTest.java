package llmgateway.metrics.autoconfigure;

import java.util.List;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.registry.otlp.OtlpMeterRegistry;
import llmgateway.core.budget.BudgetEvents;
import llmgateway.core.ledger.CallReports;
import llmgateway.core.ledger.Settlements;
import llmgateway.core.trace.CallTracing;
import llmgateway.core.upstream.AttemptListener;
import llmgateway.metrics.accounting.BookedSettlements;
import llmgateway.metrics.meter.AccessLog;
import llmgateway.metrics.trace.CallSpans;
import org.apache.apisix.plugin.runner.filter.PluginFilter;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

class LlmMetricsAutoConfigurationTest {

    private final ApplicationContextRunner application = new ApplicationContextRunner()
        .withConfiguration(AutoConfigurations.of(LlmMetricsAutoConfiguration.class, PriceAutoConfiguration.class,
                TracesAutoConfiguration.class, OtlpMetricsAutoConfiguration.class))
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
    void exportsSpansAndMetricsOnlyWhereAnEndpointIsSet() {
        this.application.run((context) -> assertThat(context).hasSingleBean(CallTracing.class)
            .doesNotHaveBean(CallSpans.class)
            .doesNotHaveBean(OtlpMeterRegistry.class));
        this.application.withPropertyValues("llm.traces.endpoint=http://127.0.0.1:9/v1/traces")
            .run((context) -> assertThat(context).hasSingleBean(CallTracing.class).hasSingleBean(CallSpans.class));
        new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(LlmMetricsAutoConfiguration.class, TracesAutoConfiguration.class,
                    OtlpMetricsAutoConfiguration.class))
            .withPropertyValues("llm.metrics.otlp.endpoint=http://127.0.0.1:9/v1/metrics",
                    "llm.metrics.otlp.interval=1h")
            .run((context) -> assertThat(context).hasSingleBean(OtlpMeterRegistry.class));
    }

    @Test
    void S1_refusesASecretOfTheCollectorThatIsWrittenOutWithoutRepeatingIt() {
        for (String setting : List.of("llm.traces.headers.Authorization=Bearer canary", "llm.traces.endpoint=canary",
                "llm.traces.endpoint=https://user:canary@localhost/v1/traces")) {
            this.application.withPropertyValues("llm.traces.endpoint=http://127.0.0.1:9/v1/traces", setting)
                .run((context) -> assertThat(context).getFailure()
                    .extracting(Throwables::getStackTrace, STRING)
                    .contains("llm.traces")
                    .doesNotContain("canary"));
        }
    }

    @Test
    void P16_refusesSettingsItDoesNotKnow() {
        for (String setting : List.of("llm.metrics.max-model=1", "llm.metrics.max-models=0",
                "llm.access-log.enable=true", "llm.traces.endpoints=http://localhost", "llm.traces.sample-ratio=1.1",
                "llm.metrics.otlp.url=http://localhost")) {
            this.application.withPropertyValues(setting).run((context) -> assertThat(context).hasFailed());
        }
    }

}
