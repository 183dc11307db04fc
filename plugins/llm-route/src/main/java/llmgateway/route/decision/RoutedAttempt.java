package llmgateway.route.decision;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import llmgateway.core.call.Call;
import llmgateway.core.error.Reject;
import llmgateway.core.http.QueryArgument;
import llmgateway.core.model.CatalogueModel;
import llmgateway.core.upstream.PlannedAttempt;
import llmgateway.core.upstream.ProviderKey;
import llmgateway.core.upstream.Target;
import llmgateway.core.upstream.UpstreamRequest;
import llmgateway.core.upstream.UpstreamRequest.UsageChunk;
import llmgateway.dialect.format.ChatVariant;
import llmgateway.dialect.format.TargetModel;
import llmgateway.dialect.format.UntranslatableRequest;
import llmgateway.dialect.translation.Translation;
import llmgateway.dialect.translation.Translation.TranslatedRequest;
import llmgateway.route.catalogue.Provider;
import llmgateway.route.catalogue.StreamUsage;
import llmgateway.route.table.UpstreamLocation;

/** Makes the request for one target from the client's own, each time anew. */
final class RoutedAttempt implements PlannedAttempt {

    private final UpstreamCall first;

    private final String origin;

    private final Optional<Translation> translation;

    private final TargetModel model;

    private final Duration notBefore;

    private final AtomicBoolean made = new AtomicBoolean();

    /** Found possible, until a request is made: translated without an output limit. */
    private final AtomicReference<Optional<TranslatedRequest>> tried = new AtomicReference<>(Optional.empty());

    /**
     * @param first with the key of the first request; later ones take the provider's next
     * @param origin what stands before the path from the provider's root
     * @param translation where the provider speaks another API than the client
     * @param notBefore from now, when it may be made
     */
    RoutedAttempt(UpstreamCall first, String origin, Optional<Translation> translation, OptionalLong maxOutputTokens,
            Duration notBefore) {
        this.first = first;
        this.origin = origin;
        this.translation = translation;
        this.notBefore = notBefore;
        this.model = new TargetModel(first.target().model(), maxOutputTokens, variant(first.provider().provider()),
                first.provider().provider().api().platform());
    }

    /** What providers of OpenAI's API differ in. */
    private static ChatVariant variant(Provider provider) {
        return new ChatVariant(provider.outputLimit().wireName(), provider.streamUsage() == StreamUsage.ASKED);
    }

    UpstreamCall call() {
        return this.first;
    }

    /**
     * Why the provider cannot be asked this, told before anything is held for the call.
     */
    Optional<Reject> problem() {
        try {
            this.tried.set(this.translation.map((between) -> translated(between, OptionalLong.empty())));
            return Optional.empty();
        }
        catch (UntranslatableRequest ex) {
            return Optional.of(ex.reject());
        }
    }

    /** Spares the memory where a first request is likely never made. */
    void forgetTrial() {
        this.tried.set(Optional.empty());
    }

    @Override
    public CatalogueModel model() {
        return this.first.offer().model();
    }

    @Override
    public Target target() {
        return this.first.target();
    }

    @Override
    public Duration notBefore() {
        return this.notBefore;
    }

    /** Whether an output limit has a place in the request. */
    boolean isLimitable() {
        return this.translation.isPresent() || this.first.limitable().isPresent();
    }

    @Override
    public Prepared prepare(OptionalLong outputLimit) {
        UpstreamCall call = this.made.getAndSet(true)
                ? new UpstreamCall(this.first.request(), this.first.offer(), this.first.provider().keys().next())
                : this.first;
        try {
            Optional<TranslatedRequest> before = this.tried.getAndSet(Optional.empty())
                .filter((unlimited) -> outputLimit.isEmpty());
            return new Prepared.Ready(this.translation
                .map((between) -> request(call, before.orElseGet(() -> translated(between, outputLimit))))
                .orElseGet(() -> asItIs(call, outputLimit)));
        }
        catch (UntranslatableRequest ex) {
            return new Prepared.Refused(ex.reject());
        }
    }

    private UpstreamRequest asItIs(UpstreamCall call, OptionalLong outputLimit) {
        byte[] body = call.limitable()
            .filter((limitable) -> outputLimit.isPresent())
            .map((limitable) -> limitable.limitedTo(outputLimit.getAsLong()))
            .orElseGet(() -> call.request().body().edited(call.edits()));
        return request(call, new TranslatedRequest(body, List.of()));
    }

    private TranslatedRequest translated(Translation between, OptionalLong outputLimit) {
        RouteRequest client = this.first.request();
        return between.request(client.body().bytes(), client.call().stream(), this.model, outputLimit);
    }

    private UpstreamRequest request(UpstreamCall call, TranslatedRequest body) {
        return new UpstreamRequest(call.target(), call.offer().endpoint(), call.key().map(ProviderKey::name),
                call.request().head().method(), uri(call), ForwardedHeaders.of(call), call.provider().credentials(),
                body.body(), call.hidesUsage() ? UsageChunk.HIDDEN : UsageChunk.PASSED_ON, body.dropped());
    }

    private URI uri(UpstreamCall call) {
        UpstreamLocation location = call.location();
        StringBuilder uri = new StringBuilder(128).append(this.origin).append(location.path());
        char separator = '?';
        for (QueryArgument argument : location.query()) {
            uri.append(separator).append(argument.name()).append('=').append(argument.value().orElse(""));
            separator = '&';
        }
        if (!call.speaksAnotherApi() && ClientQuery.asksForBeta(call.request())) {
            uri.append(separator).append("beta=true");
        }
        return URI.create(uri.toString());
    }

    @Override
    public String toString() {
        Call call = this.first.request().call();
        return "RoutedAttempt[" + call.id() + ", " + target() + "]";
    }

}
