package llmgateway.metrics.filter;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import llmgateway.core.call.Call;
import llmgateway.core.call.Exchange;
import llmgateway.core.error.Rejects;
import llmgateway.core.ledger.AdmittedCall;
import llmgateway.core.ledger.Settlements;
import llmgateway.core.money.Money;
import llmgateway.core.plugin.SettingsCheck;
import llmgateway.core.price.ModelTerms;
import llmgateway.core.price.PriceBook;
import llmgateway.core.trace.CallTrace;
import llmgateway.core.budget.RunningHold;
import llmgateway.core.upstream.Readmission;
import llmgateway.core.upstream.RelayPlan;
import llmgateway.core.upstream.Routed;
import llmgateway.core.usage.Usage;
import llmgateway.document.Problem;
import llmgateway.metrics.trace.PromptRecords;
import org.apache.apisix.plugin.runner.HttpRequest;
import org.apache.apisix.plugin.runner.HttpResponse;
import org.apache.apisix.plugin.runner.filter.PluginFilter;
import org.apache.apisix.plugin.runner.filter.PluginFilterChain;

/**
 * The plugin {@code llm-metrics}: sees to it that every call has a ledger entry, also
 * where no budget admitted it. Stands behind {@code llm-budget}.
 */
public final class LlmMetricsFilter implements PluginFilter, SettingsCheck {

    public static final String NAME = "llm-metrics";

    private static final int MAX_SETTINGS_TEXTS = 10_000;

    private final Settlements settlements;

    private final PriceBook prices;

    private final PromptRecords prompts;

    private final InstantSource clock;

    private final LoadingCache<String, List<Problem>> settings;

    public LlmMetricsFilter(Settlements settlements, PriceBook prices, PromptRecords prompts, InstantSource clock) {
        this.settlements = settlements;
        this.prices = prices;
        this.prompts = prompts;
        this.clock = clock;
        this.settings = Caffeine.newBuilder()
            .maximumSize(MAX_SETTINGS_TEXTS)
            .build(new MetricsSettingsReader()::problemsOf);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<String> requiredVars() {
        return List.of();
    }

    @Override
    public Boolean requiredBody() {
        return false;
    }

    @Override
    public List<String> problemsOf(String settings) {
        return this.settings.get(settings).stream().map(Problem::toString).toList();
    }

    @Override
    public void filter(HttpRequest request, HttpResponse response, PluginFilterChain chain) {
        if (!(request instanceof Exchange exchange)) {
            throw new IllegalStateException(NAME + " needs a runner whose requests are an " + Exchange.class.getName());
        }
        String settingsText = Objects.requireNonNullElse(request.getConfig(this), "");
        Optional<Call> call = exchange.find(Call.class);
        Optional<Routed> routed = exchange.find(Routed.class);
        if (this.settings.get(settingsText).isEmpty() && call.isPresent() && routed.isPresent()) {
            if (exchange.find(AdmittedCall.class).isEmpty()) {
                admit(exchange, admitted(call.get(), routed.get()));
                exchange.find(RelayPlan.class)
                    .ifPresent((plan) -> exchange.put(RelayPlan.class, plan.withReadmission((ticket, attempt, sent) -> {
                        this.settlements.open(admitted(call.get(), routed.get().at(ticket, attempt, sent)));
                        return new Readmission.Readmitted.Held(RunningHold.WHOLE);
                    })));
            }
            if (routed.get().trace().filter(CallTrace::sampled).isPresent()) {
                this.prompts.record(call.get().id(), call.get().endpoint(), exchange.body());
            }
            chain.filter(request, response);
        }
        else {
            exchange.refuse(Rejects.misconfigured(NAME));
        }
    }

    private void admit(Exchange exchange, AdmittedCall admitted) {
        this.settlements.open(admitted);
        exchange.put(AdmittedCall.class, admitted);
        exchange.ifNotForwarded(() -> this.settlements.release(admitted.ticket()));
    }

    private AdmittedCall admitted(Call call, Routed routed) {
        Instant now = this.clock.instant();
        ModelTerms terms = this.prices.terms(routed.model(), routed.target(), now);
        return new AdmittedCall(routed.ticket(), call.id(), call.caller(), call.endpoint(), call.stream(), call.model(),
                routed.model(), routed.target(), routed.providerKey(), terms.price(), terms.priced(), Usage.NONE,
                Money.ZERO, call.labels().user(), call.labels().tags(), routed.way(), now, Optional.of(routed.server()),
                routed.trace());
    }

}
