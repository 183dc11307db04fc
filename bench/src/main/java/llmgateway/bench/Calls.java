package llmgateway.bench;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;

import llmgateway.budget.admission.CallFacts;
import llmgateway.core.call.Call;
import llmgateway.core.call.CallId;
import llmgateway.core.call.Caller;
import llmgateway.core.call.Dialect;
import llmgateway.core.call.Endpoint;
import llmgateway.core.call.Ticket;
import llmgateway.core.call.Way;
import llmgateway.core.ledger.AdmittedCall;
import llmgateway.core.ledger.AdmittedCallEntry;
import llmgateway.core.ledger.CallSettlement;
import llmgateway.core.ledger.LedgerEntry;
import llmgateway.core.ledger.LedgerField;
import llmgateway.core.model.CatalogueModel;
import llmgateway.core.model.OriginalModel;
import llmgateway.core.model.RequestModel;
import llmgateway.core.prompt.Prompt;
import llmgateway.core.upstream.Routed;
import llmgateway.core.upstream.ServerAddress;
import llmgateway.core.upstream.Target;
import llmgateway.core.usage.Usage;

/** Chat calls of one size, which use half the output that they reserve. */
final class Calls {

    static final Usage AT_MOST = Usage.ofTokens(1000, 500);

    private static final Usage USED = Usage.ofTokens(1000, 250);

    private Calls() {
    }

    static CallFacts by(String consumer, String model, RandomGenerator random) {
        Call call = new Call(CallId.random(random),
                new Caller(Optional.of(consumer), Optional.of("team"), Optional.of("chat")), Endpoint.CHAT_COMPLETIONS,
                Optional.of(new OriginalModel(model)), false, OptionalLong.of(500), 1, Optional.empty(),
                Call.Labels.NONE);
        return new CallFacts(call, to(model, Prompt.NONE, random), Gateway.TERMS, AT_MOST, Instant.now());
    }

    static Routed to(String model, Prompt prompt, RandomGenerator random) {
        return new Routed(Ticket.random(random), new CatalogueModel(model),
                new Target("openai", Dialect.OPENAI, new RequestModel(model)), Optional.of("env:OPENAI_API_KEY"),
                prompt, Optional.empty(), Way.DIRECT, new ServerAddress("api.openai.com", 443), Optional.empty());
    }

    /** As a call without limits is admitted. */
    static AdmittedCall admitted(CallFacts facts) {
        Call call = facts.call();
        Routed routed = facts.routed();
        return new AdmittedCall(routed.ticket(), call.id(), call.caller(), call.endpoint(), call.stream(), call.model(),
                routed.model(), routed.target(), routed.providerKey(), facts.terms().price(), facts.terms().priced(),
                Usage.NONE, facts.terms().price().cost(facts.atMost(), Optional.empty()), call.labels().user(),
                call.labels().tags(), routed.way(), facts.now(), Optional.of(routed.server()), routed.trace());
    }

    static CallSettlement settlementOf(AdmittedCall call) {
        Map<String, String> entry = new LinkedHashMap<>(AdmittedCallEntry.write(call));
        entry.put(LedgerField.USAGE.wireName(), "{\"input_tokens\":1000,\"output_tokens\":250}");
        entry.put(LedgerField.STATUS.wireName(), "200");
        entry.put(LedgerField.OUTCOME.wireName(), "answered");
        entry.put(LedgerField.DURATION_MS.wireName(), "1500");
        entry.put(LedgerField.ATTEMPTS.wireName(), "1");
        return new CallSettlement(call.ticket(), Optional.of(USED), call.price().cost(USED, Optional.empty()),
                new LedgerEntry(entry));
    }

}
