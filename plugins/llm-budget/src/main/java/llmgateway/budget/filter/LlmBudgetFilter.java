package llmgateway.budget.filter;

import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

import llmgateway.budget.account.AccountName;
import llmgateway.budget.admission.Admittance;
import llmgateway.budget.admission.Admitter;
import llmgateway.budget.admission.CallFacts;
import llmgateway.budget.estimate.UsageBound;
import llmgateway.budget.limit.LimitSettings;
import llmgateway.budget.limit.settings.LimitsReading;
import llmgateway.core.call.Call;
import llmgateway.core.call.Exchange;
import llmgateway.core.error.Rejects;
import llmgateway.core.http.Header;
import llmgateway.core.http.RequestRewrite;
import llmgateway.core.ledger.AdmittedCall;
import llmgateway.core.ledger.Settlements;
import llmgateway.core.plugin.SettingsCheck;
import llmgateway.core.price.ModelTerms;
import llmgateway.core.price.PriceBook;
import llmgateway.core.upstream.Readmission.Readmitted;
import llmgateway.core.upstream.RelayPlan;
import llmgateway.core.usage.Usage;
import llmgateway.core.budget.RunningHold;
import llmgateway.budget.rolling.RollingRule;
import llmgateway.core.upstream.Routed;
import llmgateway.document.Problem;
import org.apache.apisix.plugin.runner.HttpRequest;
import org.apache.apisix.plugin.runner.HttpResponse;
import org.apache.apisix.plugin.runner.filter.PluginFilter;
import org.apache.apisix.plugin.runner.filter.PluginFilterChain;

/**
 * The plugin {@code llm-budget}: lets a routed call go once its worst case is held on
 * every limit that applies, and refuses it otherwise. Stands behind {@code llm-route}.
 */
public final class LlmBudgetFilter implements PluginFilter, SettingsCheck {

    public static final String NAME = "llm-budget";

    private final LimitsCache limits;

    private final PriceBook prices;

    private final UsageBound usageBound;

    private final RollingRule rolling;

    private final Admitter admitter;

    private final Settlements settlements;

    private final InstantSource clock;

    public LlmBudgetFilter(LimitsCache limits, PriceBook prices, UsageBound usageBound, RollingRule rolling,
            Admitter admitter, Settlements settlements, InstantSource clock) {
        this.limits = limits;
        this.prices = prices;
        this.usageBound = usageBound;
        this.rolling = rolling;
        this.admitter = admitter;
        this.settlements = settlements;
        this.clock = clock;
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
        return switch (this.limits.get(settings)) {
            case LimitsReading.Usable usable -> List.of();
            case LimitsReading.Faulty faulty -> faulty.problems().stream().map(Problem::toString).toList();
        };
    }

    @Override
    public void filter(HttpRequest request, HttpResponse response, PluginFilterChain chain) {
        if (!(request instanceof Exchange exchange)) {
            throw new IllegalStateException(NAME + " needs a runner whose requests are an " + Exchange.class.getName());
        }
        if (admits(exchange, Objects.requireNonNullElse(request.getConfig(this), ""))) {
            chain.filter(request, response);
        }
    }

    private boolean admits(Exchange exchange, String settings) {
        Optional<Call> call = exchange.find(Call.class);
        Optional<Routed> routed = exchange.find(Routed.class);
        if (call.isEmpty() || routed.isEmpty()
                || !(this.limits.get(settings) instanceof LimitsReading.Usable(LimitSettings usable))) {
            exchange.refuse(Rejects.misconfigured(NAME));
            return false;
        }
        ModelTerms terms = this.prices.terms(routed.get().model(), routed.get().target(), this.clock.instant());
        Call bounded = withOutputLimit(call.get(), routed.get(), terms, usable);
        Admitting admitting = new Admitting(bounded, usable, exchange.find(RelayPlan.class).isPresent(),
                new AtomicReference<>(Set.of()));
        return switch (admit(admitting, routed.get(), terms)) {
            case Admittance.Refused refused -> {
                exchange.refuse(refused.reject());
                yield false;
            }
            case Admittance.Admitted(AdmittedCall admitted, RunningHold hold, var counted, List<Header> headers) -> {
                exchange.put(AdmittedCall.class, admitted);
                exchange.ifNotForwarded(() -> this.settlements.release(admitted.ticket()));
                exchange.find(RelayPlan.class)
                    .ifPresent((plan) -> exchange.put(RelayPlan.class,
                            plan.withHold(hold)
                                .withReadmission((ticket, attempt, request) -> readmit(admitting,
                                        routed.get().at(ticket, attempt, request)))));
                tell(exchange, headers);
                yield true;
            }
        };
    }

    private Readmitted readmit(Admitting admitting, Routed routed) {
        ModelTerms terms = this.prices.terms(routed.model(), routed.target(), this.clock.instant());
        return switch (admit(admitting, routed, terms)) {
            case Admittance.Refused refused -> new Readmitted.Refused(refused.reject());
            case Admittance.Admitted admitted -> new Readmitted.Held(admitted.hold());
        };
    }

    private Admittance admit(Admitting admitting, Routed routed, ModelTerms terms) {
        Admittance admittance = this.admitter.admit(facts(admitting, routed, terms), admitting.limits());
        if (admittance instanceof Admittance.Admitted admitted) {
            admitting.counted().set(admitted.counted());
        }
        return admittance;
    }

    private CallFacts facts(Admitting admitting, Routed routed, ModelTerms terms) {
        Usage atMost = this.usageBound.of(admitting.call(), routed, terms);
        OptionalLong firstSlice = (admitting.relayed() && admitting.limits().rollingHolds())
                ? this.rolling.firstSlice(admitting.call(), routed, atMost) : OptionalLong.empty();
        return new CallFacts(admitting.call(), routed, terms, atMost, firstSlice, admitting.counted().get(),
                this.clock.instant());
    }

    /**
     * A call whose client sets no limit gets the default one, written into its request.
     */
    private static Call withOutputLimit(Call call, Routed routed, ModelTerms terms, LimitSettings limits) {
        if (call.outputLimit().isPresent() || limits.defaultOutputTokens().isEmpty()
                || routed.outputLimit().isEmpty()) {
            return call;
        }
        long tokens = Math.min(limits.defaultOutputTokens().getAsInt(), terms.maxOutputTokens().orElse(Long.MAX_VALUE));
        routed.outputLimit().get().write(tokens);
        return call.withOutputLimit(OptionalLong.of(tokens));
    }

    private static void tell(Exchange exchange, List<Header> headers) {
        if (!headers.isEmpty()) {
            RequestRewrite.Builder rewrite = RequestRewrite.builder();
            headers.forEach((header) -> rewrite.setResponseHeader(header.name(), header.value()));
            exchange.rewrite(rewrite.build());
        }
    }

    /**
     * What all attempts of a call share.
     *
     * @param relayed whether this process carries the answer
     * @param counted limits on requests that have counted the call so far
     */
    private record Admitting(Call call, LimitSettings limits, boolean relayed,
            AtomicReference<Set<AccountName>> counted) {
    }

}
