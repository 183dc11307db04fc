package llmgateway.budget.estimate;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

import llmgateway.core.call.Call;
import llmgateway.core.call.CallId;
import llmgateway.core.call.Caller;
import llmgateway.core.call.Dialect;
import llmgateway.core.call.Endpoint;
import llmgateway.core.call.Ticket;
import llmgateway.core.call.Way;
import llmgateway.core.http.Headers;
import llmgateway.core.model.CatalogueModel;
import llmgateway.core.model.RequestModel;
import llmgateway.core.price.ModelTerms;
import llmgateway.core.price.ModelTerms.Priced;
import llmgateway.core.price.Price;
import llmgateway.core.price.Rates;
import llmgateway.core.upstream.Routed;
import llmgateway.core.upstream.ServerAddress;
import llmgateway.core.upstream.Target;
import llmgateway.core.usage.Meter;
import llmgateway.core.usage.Usage;
import llmgateway.dialect.request.CallReader;
import llmgateway.dialect.request.CallReading;
import llmgateway.dialect.request.EndpointMatcher;
import llmgateway.dialect.request.RequestLimits;

/** Estimates calls of a model on the terms given. */
final class Estimates {

    static final Price DOLLARS = price(Map.of(Meter.INPUT_TOKENS, 2L, Meter.OUTPUT_TOKENS, 10L));

    private static final CallReader READER = new CallReader(RequestLimits.defaults());

    private final UsageBound bound;

    private final String model;

    private final ModelTerms terms;

    private Estimates(UsageBound bound, String model, ModelTerms terms) {
        this.bound = bound;
        this.model = model;
        this.terms = terms;
    }

    static Estimates of(UsageBound bound, String model) {
        return new Estimates(bound, model,
                new ModelTerms(DOLLARS, Priced.LISTED, OptionalLong.empty(), OptionalLong.empty(), Optional.empty()));
    }

    Estimates tokenizer(String name) {
        return with(new ModelTerms(this.terms.price(), Priced.LISTED, this.terms.contextWindow(),
                this.terms.maxOutputTokens(), Optional.of(name)));
    }

    Estimates window(long tokens) {
        return with(new ModelTerms(this.terms.price(), Priced.LISTED, OptionalLong.of(tokens),
                this.terms.maxOutputTokens(), this.terms.tokenizer()));
    }

    Estimates maxOutput(long tokens) {
        return with(new ModelTerms(this.terms.price(), Priced.LISTED, this.terms.contextWindow(),
                OptionalLong.of(tokens), this.terms.tokenizer()));
    }

    Estimates priced(Map<Meter, Long> dollars) {
        return with(new ModelTerms(price(dollars), Priced.LISTED, this.terms.contextWindow(),
                this.terms.maxOutputTokens(), this.terms.tokenizer()));
    }

    Usage of(Endpoint endpoint, String json) {
        return of(endpoint, Headers.NONE, json.getBytes(StandardCharsets.UTF_8));
    }

    Usage of(Endpoint endpoint, Headers headers, byte[] body) {
        CallReading reading = READER.read(new CallId("call_0"), Caller.UNKNOWN,
                new EndpointMatcher.Match.Found(endpoint, Optional.empty()), headers, body);
        if (!(reading instanceof CallReading.Accepted accepted)) {
            throw new AssertionError("refused: " + reading);
        }
        Call call = accepted.call();
        Dialect dialect = endpoint.dialect();
        Routed routed = new Routed(new Ticket("0"), new CatalogueModel(this.model),
                new Target("p", dialect, new RequestModel(this.model)), Optional.empty(), accepted.body().prompt(),
                Optional.empty(), Way.DIRECT, new ServerAddress("api.openai.com", 443), Optional.empty());
        return this.bound.of(call, routed, this.terms);
    }

    private Estimates with(ModelTerms changed) {
        return new Estimates(this.bound, this.model, changed);
    }

    /** Rates in dollars for a million. */
    private static Price price(Map<Meter, Long> dollars) {
        return Price.of(new Rates(dollars.entrySet()
            .stream()
            .collect(Collectors.toMap(Map.Entry::getKey, (rate) -> rate.getValue() * 1_000_000_000))));
    }

}
