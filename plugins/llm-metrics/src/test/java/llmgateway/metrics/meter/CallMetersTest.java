package llmgateway.metrics.meter;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import llmgateway.core.call.Endpoint;
import llmgateway.core.call.Ticket;
import llmgateway.core.call.Way;
import llmgateway.core.ledger.AdmittedCall;
import llmgateway.core.ledger.CallReport;
import llmgateway.core.model.CatalogueModel;
import llmgateway.core.price.ModelTerms.Priced;
import llmgateway.core.upstream.AttemptEnd;
import llmgateway.core.upstream.AttemptOutcome;
import llmgateway.core.upstream.AttemptOutcome.Answered;
import llmgateway.core.upstream.AttemptOutcome.TimedOut;
import llmgateway.core.upstream.AttemptOutcome.Unreachable;
import llmgateway.core.upstream.Attempted;
import llmgateway.core.usage.AnswerReading;
import llmgateway.core.usage.Usage;
import llmgateway.metrics.accounting.BookedSettlements;
import llmgateway.metrics.accounting.CallAccounting;
import llmgateway.metrics.accounting.Calls;
import llmgateway.metrics.ingest.PostRefusal;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class CallMetersTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    private final CallMeters meters = new CallMeters(this.registry, new LabelLimits(2, 2, 0));

    @Test
    void measuresAStreamThatWentWell() {
        finish(this.meters, Calls.direct(), new Answered(200), Calls.reported(Usage.ofTokens(1000, 501)));

        assertThat(this.registry.get("gen_ai.client.token.usage")
            .tags("gen_ai.operation.name", "chat", "gen_ai.provider.name", "openai", "gen_ai.request.model", "gpt-4o",
                    "gen_ai.token.type", "output")
            .summary()
            .totalAmount()).isEqualTo(501);
        assertThat(timer("gen_ai.client.operation.duration", "error.type", "none").totalTime(TimeUnit.MILLISECONDS))
            .isEqualTo(1500);
        assertThat(timer("gen_ai.server.time_to_first_token").totalTime(TimeUnit.MILLISECONDS)).isEqualTo(300);
        assertThat(timer("gen_ai.server.time_per_output_token").totalTime(TimeUnit.MICROSECONDS)).isEqualTo(2400);
        assertThat(this.registry.get("llm.gateway.cost").tag("llm.consumer", "").counter().count()).isCloseTo(0.006008,
                within(1e-12));
    }

    @Test
    void countsErrorsByWhatTheyAreAndTimesNoTokensOfThem() {
        finish(this.meters, Calls.direct(), new Answered(529), Calls.absent());
        finish(this.meters, Calls.direct(), new TimedOut(), AnswerReading.NOTHING);
        finish(this.meters, Calls.direct(), new Unreachable(), AnswerReading.NOTHING);

        for (String error : List.of("529", "timed_out", "unreachable")) {
            assertThat(timer("gen_ai.client.operation.duration", "error.type", error).count()).isOne();
            assertThat(this.registry.get("llm.gateway.upstream.attempts").tag("error.type", error).counter().count())
                .isOne();
        }
        assertThat(this.registry.find("gen_ai.server.time_to_first_token").timer()).isNull();
        assertThat(this.registry.find("gen_ai.client.token.usage").summary()).isNull();
        assertThat(this.registry.get("llm.gateway.calls.estimated").counter().count()).as("the one that timed out")
            .isOne();
    }

    @Test
    void countsTheAttemptsOfRelayedCallsAsTheRelayTellsThem() {
        finish(this.meters, Calls.admitted(Calls.TICKET, Endpoint.MESSAGES, Way.RELAY, Calls.PRICE, Calls.RESERVED),
                new Answered(200), Calls.reported(Usage.ofTokens(1, 1)));

        assertThat(this.registry.find("llm.gateway.upstream.attempts").counter()).isNull();
    }

    @Test
    void countsHedgesAndThoseOfThemThatAnsweredFirst() {
        Attempted hedge = new Attempted(Calls.direct().target(), Optional.empty(), true);
        this.meters.hedgeStarted(hedge);
        assertThat(this.registry.get("llm.gateway.hedges.won").counter().count()).as("an increase is seen").isZero();
        this.meters.attemptEnded(hedge, new AttemptEnd(new AttemptOutcome.HedgeLost(true)));
        this.meters.hedgeStarted(hedge);
        this.meters.hedgeWon(hedge);

        assertThat(
                this.registry.get("llm.gateway.hedges.started").tag("gen_ai.provider.name", "openai").counter().count())
            .isEqualTo(2);
        assertThat(this.registry.get("llm.gateway.hedges.won").tag("gen_ai.provider.name", "openai").counter().count())
            .isOne();
        assertThat(this.registry.get("llm.gateway.upstream.attempts").tag("error.type", "hedge_lost").counter().count())
            .isOne();
    }

    @Test
    void countsCallsOfModelsThatThePriceListLacks() {
        finish(this.meters, pricedByDefault(), new Answered(200), Calls.reported(Usage.ofTokens(1, 1)));
        finish(this.meters, Calls.direct(), new Answered(200), Calls.reported(Usage.ofTokens(1, 1)));

        assertThat(this.registry.get("llm.gateway.calls.priced.by.default")
            .tags("gen_ai.provider.name", "openai", "gen_ai.request.model", "gpt-4o")
            .counter()
            .count()).isOne();
    }

    @Test
    void countersOfLogEntriesBeginAtZeroSoThatTheFirstEventIsAnIncrease() {
        assertThat(this.registry.get("llm.gateway.ingest.entries").tag("llm.result", "unreadable").counter().count())
            .isZero();
        this.meters.postRefused(PostRefusal.TOO_LARGE);

        assertThat(this.registry.get("llm.gateway.ingest.refusals").tag("llm.reason", "busy").counter().count())
            .isZero();
        assertThat(this.registry.get("llm.gateway.ingest.refusals").tag("llm.reason", "too_large").counter().count())
            .isOne();
    }

    @Test
    void P19_namesThatClientsInventEndInOneLabel() {
        for (int i = 0; i < 100; i++) {
            finish(this.meters, named("invented-" + i), new Answered(200), Calls.reported(Usage.ofTokens(1, 1)));
        }

        assertThat(this.registry.find("llm.gateway.cost").counters()).hasSize(3);
        assertThat(this.registry.get("llm.gateway.cost").tag("gen_ai.request.model", "other").counter()).isNotNull();
        assertThat(this.registry.get("llm.gateway.cost").tag("gen_ai.request.model", "invented-0").counter())
            .isNotNull();
    }

    @Test
    void tellsCostApartByConsumerWhereThatIsWanted() {
        finish(new CallMeters(this.registry, new LabelLimits(2, 2, 1)), Calls.direct(), new Answered(200),
                Calls.reported(Usage.ofTokens(1, 1)));

        assertThat(this.registry.get("llm.gateway.cost").tag("llm.consumer", "alice").counter()).isNotNull();
    }

    private static AdmittedCall pricedByDefault() {
        AdmittedCall call = Calls.direct();
        return new AdmittedCall(call.ticket(), call.callId(), call.caller(), call.endpoint(), call.stream(),
                call.asked(), call.model(), call.target(), call.providerKey(), call.price(), Priced.BY_DEFAULT,
                call.worstCase(), call.reserved(), call.user(), call.tags(), call.way(), call.admittedAt());
    }

    private static AdmittedCall named(String model) {
        AdmittedCall call = Calls.direct();
        return new AdmittedCall(call.ticket(), call.callId(), call.caller(), call.endpoint(), call.stream(),
                call.asked(), new CatalogueModel(model), call.target(), call.providerKey(), call.price(), call.priced(),
                call.worstCase(), call.reserved(), call.user(), call.tags(), call.way(), call.admittedAt());
    }

    private static void finish(CallMeters meters, AdmittedCall call, AttemptOutcome outcome, AnswerReading answer) {
        new CallAccounting(new BookedSettlements(), Calls.RULE, List.of(meters)).settle(call, new CallReport(
                new Ticket("x"), outcome, answer, Duration.ofMillis(1500), Optional.of(Duration.ofMillis(300)), 1));
    }

    private Timer timer(String name, String... tags) {
        return this.registry.get(name).tags(tags).timer();
    }

}
