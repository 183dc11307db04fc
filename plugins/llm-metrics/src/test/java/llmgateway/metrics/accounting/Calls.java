package llmgateway.metrics.accounting;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import llmgateway.core.call.CallId;
import llmgateway.core.call.Caller;
import llmgateway.core.call.Dialect;
import llmgateway.core.call.Endpoint;
import llmgateway.core.call.Ticket;
import llmgateway.core.call.Way;
import llmgateway.core.ledger.AdmittedCall;
import llmgateway.core.ledger.CallReport;
import llmgateway.core.model.CatalogueModel;
import llmgateway.core.model.OriginalModel;
import llmgateway.core.model.RequestModel;
import llmgateway.core.model.ResponseModel;
import llmgateway.core.money.Money;
import llmgateway.core.price.ModelTerms.Priced;
import llmgateway.core.price.Price;
import llmgateway.core.price.Rates;
import llmgateway.core.trace.CallTrace;
import llmgateway.core.upstream.AttemptOutcome;
import llmgateway.core.upstream.ServerAddress;
import llmgateway.core.upstream.Target;
import llmgateway.core.usage.AnswerReading;
import llmgateway.core.usage.DeliveredText;
import llmgateway.core.usage.Meter;
import llmgateway.core.usage.Usage;
import llmgateway.core.usage.UsageReading;

/** Calls, answers and reports for tests. */
public final class Calls {

    public static final Ticket TICKET = new Ticket("0123456789abcdef0123456789abcdef");

    /** 2 USD for a million input tokens, 8 for output, 0.50 for cached. */
    public static final Price PRICE = Price.of(new Rates(Map.of(Meter.INPUT_TOKENS, 2_000_000_000L, Meter.OUTPUT_TOKENS,
            8_000_000_000L, Meter.CACHED_INPUT_TOKENS, 500_000_000L)));

    public static final Money RESERVED = Money.parse("0.25");

    public static final Usage WORST_CASE = Usage.ofTokens(5000, 10_000);

    /** Counts a token a word. */
    public static final ChargeRule RULE = rule(AccountingSettings.DEFAULTS);

    public static final ServerAddress SERVER = new ServerAddress("api.openai.com", 443);

    public static final CallTrace TRACE = new CallTrace("4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7",
            Optional.of("00f067aa0ba902b8"), true, Optional.of("vendor=1"));

    private Calls() {
    }

    public static AdmittedCall direct() {
        return admitted(TICKET, Endpoint.CHAT_COMPLETIONS, Way.DIRECT, PRICE, RESERVED);
    }

    public static AdmittedCall admitted(Ticket ticket, Endpoint endpoint, Way way, Price price, Money reserved) {
        return new AdmittedCall(ticket, new CallId("call_1"),
                new Caller(Optional.of("alice"), Optional.of("research"), Optional.of("llm")), endpoint, true,
                Optional.of(new OriginalModel("house-model")), new CatalogueModel("gpt-4o"),
                new Target("openai", Dialect.OPENAI, new RequestModel("gpt-4o-2024-08-06")),
                Optional.of("env:OPENAI_API_KEY"), price, Priced.LISTED, WORST_CASE, reserved, Optional.of("user-7"),
                List.of("blue", "green"), way, Instant.parse("2026-10-01T08:00:00Z"));
    }

    /** Within a trace that is recorded. */
    public static AdmittedCall traced() {
        AdmittedCall call = direct();
        return new AdmittedCall(call.ticket(), call.callId(), call.caller(), call.endpoint(), call.stream(),
                call.asked(), call.model(), call.target(), call.providerKey(), call.price(), call.priced(),
                call.worstCase(), call.reserved(), call.user(), call.tags(), call.way(), call.admittedAt(),
                Optional.of(SERVER), Optional.of(TRACE));
    }

    /** The same call, admitted for another attempt. */
    public static AdmittedCall again() {
        return admitted(new Ticket("fedcba9876543210fedcba9876543210"), Endpoint.CHAT_COMPLETIONS, Way.RELAY, PRICE,
                RESERVED);
    }

    static AdmittedCall anthropic() {
        AdmittedCall call = direct();
        return new AdmittedCall(call.ticket(), call.callId(), call.caller(), Endpoint.MESSAGES, call.stream(),
                call.asked(), call.model(), new Target("anthropic", Dialect.ANTHROPIC, new RequestModel("claude")),
                call.providerKey(), call.price(), call.priced(), call.worstCase(), call.reserved(), call.user(),
                call.tags(), call.way(), call.admittedAt());
    }

    static ChargeRule rule(AccountingSettings settings) {
        return new ChargeRule(settings, (model, target, text) -> text.split(" ").length);
    }

    public static AnswerReading reported(Usage usage) {
        return answer(new UsageReading.Reported(usage), false);
    }

    public static AnswerReading absent() {
        return answer(new UsageReading.Absent(), false);
    }

    public static AnswerReading answer(UsageReading usage, boolean error) {
        return new AnswerReading(usage, Optional.of(new ResponseModel("gpt-4o-2024-08-06")), Optional.of("default"),
                true, error, DeliveredText.NONE);
    }

    public static CallReport report(AttemptOutcome outcome, AnswerReading answer) {
        return new CallReport(TICKET, outcome, answer, Duration.ofMillis(1500), Optional.of(Duration.ofMillis(300)), 1);
    }

}
