package llmgateway.budget.admission;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;

import llmgateway.core.call.Call;
import llmgateway.core.call.CallId;
import llmgateway.core.call.Caller;
import llmgateway.core.call.Dialect;
import llmgateway.core.call.Endpoint;
import llmgateway.core.call.Ticket;
import llmgateway.core.call.Way;
import llmgateway.core.model.CatalogueModel;
import llmgateway.core.model.OriginalModel;
import llmgateway.core.model.RequestModel;
import llmgateway.core.price.ModelTerms;
import llmgateway.core.price.Price;
import llmgateway.core.price.Rates;
import llmgateway.core.prompt.Prompt;
import llmgateway.core.upstream.Routed;
import llmgateway.core.upstream.ServerAddress;
import llmgateway.core.upstream.Target;
import llmgateway.core.usage.Meter;
import llmgateway.core.usage.Usage;

/** Calls of a model that costs 1 USD for a million tokens of input, 2 USD of output. */
final class CallsToAdmit {

    static final Price PRICE = Price
        .of(new Rates(Map.of(Meter.INPUT_TOKENS, 1_000_000_000L, Meter.OUTPUT_TOKENS, 2_000_000_000L)));

    private static final Random RANDOM = new Random(20261124);

    private CallsToAdmit() {
    }

    static CallFacts of(String consumer, Usage atMost, Instant now) {
        return of(consumer, atMost, PRICE, Optional.empty(), Way.DIRECT, now);
    }

    /** Another attempt of a call, at another model. */
    static CallFacts again(Admittance.Admitted before, CallFacts of, String model) {
        Routed routed = of.routed();
        Routed at = new Routed(Ticket.random(RANDOM), new CatalogueModel(model), routed.target(), routed.providerKey(),
                routed.prompt(), routed.outputLimit(), routed.way(), routed.server(), routed.trace());
        return new CallFacts(of.call(), at, of.terms(), of.atMost(), of.firstSlice(), before.counted(), of.now());
    }

    static CallFacts of(String consumer, Usage atMost, Price price, Optional<String> serviceTier, Way way,
            Instant now) {
        Call call = new Call(CallId.random(RANDOM),
                new Caller(Optional.of(consumer), Optional.of("team"), Optional.of("r1")), Endpoint.CHAT_COMPLETIONS,
                Optional.of(new OriginalModel("gpt")), false, OptionalLong.empty(), 1, serviceTier,
                new Call.Labels(Optional.of("somebody else"), List.of("tag")));
        Routed routed = new Routed(Ticket.random(RANDOM), new CatalogueModel("gpt-4o"),
                new Target("openai", Dialect.OPENAI, new RequestModel("gpt-4o-2024")), Optional.of("env:OPENAI"),
                Prompt.NONE, Optional.empty(), way, new ServerAddress("api.openai.com", 443), Optional.empty());
        return new CallFacts(call, routed, new ModelTerms(price, ModelTerms.Priced.LISTED, OptionalLong.empty(),
                OptionalLong.empty(), Optional.empty()), atMost, now);
    }

}
