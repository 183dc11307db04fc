package llmgateway.metrics.filter;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import llmgateway.core.call.Call;
import llmgateway.core.call.CallId;
import llmgateway.core.call.Caller;
import llmgateway.core.call.Endpoint;
import llmgateway.core.call.Way;
import llmgateway.core.error.Rejects;
import llmgateway.core.ledger.AdmittedCall;
import llmgateway.core.model.OriginalModel;
import llmgateway.core.money.Money;
import llmgateway.core.price.ModelTerms;
import llmgateway.core.price.ModelTerms.Priced;
import llmgateway.core.prompt.Prompt;
import llmgateway.core.upstream.Routed;
import llmgateway.core.upstream.ServerAddress;
import llmgateway.metrics.accounting.BookedSettlements;
import llmgateway.metrics.accounting.Calls;
import llmgateway.metrics.trace.PromptRecords;
import org.apache.apisix.plugin.runner.HttpResponse;
import org.apache.apisix.plugin.runner.filter.PluginFilterChain;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class LlmMetricsFilterTest {

    private static final Instant NOW = Instant.parse("2026-10-02T10:30:00Z");

    private final BookedSettlements settlements = new BookedSettlements();

    private final LlmMetricsFilter filter = new LlmMetricsFilter(this.settlements,
            (model, target, at) -> new ModelTerms(Calls.PRICE, Priced.BY_DEFAULT, OptionalLong.empty(),
                    OptionalLong.empty(), Optional.empty()),
            PromptRecords.NONE, () -> NOW);

    private int passedOn;

    @Test
    void opensACallThatNoBudgetAdmitted() {
        PassedExchange exchange = routed("{}");

        run(exchange);

        AdmittedCall admitted = exchange.find(AdmittedCall.class).orElseThrow();
        assertThat(admitted.ticket()).isEqualTo(Calls.TICKET);
        assertThat(admitted.reserved()).as("no limit, nothing held").isEqualTo(Money.ZERO);
        assertThat(admitted.price()).isEqualTo(Calls.PRICE);
        assertThat(admitted.priced()).isEqualTo(Priced.BY_DEFAULT);
        assertThat(admitted.caller().consumer()).contains("alice");
        assertThat(admitted.user()).contains("user-7");
        assertThat(admitted.way()).isEqualTo(Way.DIRECT);
        assertThat(admitted.admittedAt()).isEqualTo(NOW);
        assertThat(this.settlements.findHere(Calls.TICKET)).contains(admitted);
        assertThat(this.passedOn).isOne();
    }

    @Test
    void P3_releasesItIfTheCallIsNotForwardedAfterAll() {
        PassedExchange exchange = routed("");
        run(exchange);

        exchange.undone.forEach(Runnable::run);

        assertThat(this.settlements.released).containsExactly(Calls.TICKET);
    }

    @Test
    void leavesACallAsTheBudgetAdmittedIt() {
        PassedExchange exchange = routed("{}");
        AdmittedCall byBudget = Calls.direct();
        exchange.put(AdmittedCall.class, byBudget);

        run(exchange);

        assertThat(exchange.find(AdmittedCall.class)).contains(byBudget);
        assertThat(this.settlements.findHere(Calls.TICKET)).isEmpty();
        assertThat(exchange.undone).isEmpty();
        assertThat(this.passedOn).isOne();
    }

    @Test
    void givesTheEntryTheTagsOfTheCall() {
        PassedExchange exchange = routed("");

        run(exchange);

        assertThat(exchange.find(AdmittedCall.class).orElseThrow().tags()).containsExactly("blue");
    }

    @Test
    void refusesWhereNoRouterStandsInFront() {
        PassedExchange exchange = new PassedExchange("{}");

        run(exchange);

        assertThat(exchange.refusals).singleElement().isEqualTo(Rejects.misconfigured("llm-metrics"));
        assertThat(this.passedOn).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = { "{\"tags\": [\"a\"]}", "[]", "nonsense" })
    void P16_refusesCallsUnderSettingsItDoesNotUnderstand(String settings) {
        PassedExchange exchange = routed(settings);

        run(exchange);

        assertThat(exchange.refusals).hasSize(1);
        assertThat(this.passedOn).isZero();
        assertThat(this.filter.problemsOf(settings)).isNotEmpty();
    }

    @Test
    void P16_namesTheUnknownField() {
        assertThat(this.filter.problemsOf("{\"tags\": []}")).singleElement()
            .satisfies((problem) -> assertThat(problem).contains("tags"));
        assertThat(this.filter.problemsOf("{}")).isEmpty();
    }

    private void run(PassedExchange exchange) {
        PluginFilterChain chain = new PluginFilterChain(List.of()) {

            @Override
            public void filter(org.apache.apisix.plugin.runner.HttpRequest request, HttpResponse response) {
                LlmMetricsFilterTest.this.passedOn++;
            }

        };
        this.filter.filter(exchange, new HttpResponse(0), chain);
    }

    private static PassedExchange routed(String settings) {
        PassedExchange exchange = new PassedExchange(settings);
        AdmittedCall like = Calls.direct();
        exchange.put(Call.class, new Call(new CallId("call_1"),
                new Caller(Optional.of("alice"), Optional.of("research"), Optional.of("llm")),
                Endpoint.CHAT_COMPLETIONS, Optional.of(new OriginalModel("house-model")), true, OptionalLong.empty(), 1,
                Optional.empty(), new Call.Labels(Optional.of("user-7"), List.of("blue"))));
        exchange.put(Routed.class, new Routed(Calls.TICKET, like.model(), like.target(), like.providerKey(),
                Prompt.NONE, Optional.empty(), Way.DIRECT, new ServerAddress("api.openai.com", 443), Optional.empty()));
        return exchange;
    }

}
