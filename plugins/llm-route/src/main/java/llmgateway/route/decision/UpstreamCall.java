package llmgateway.route.decision;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import llmgateway.core.call.Call;
import llmgateway.core.call.Dialect;
import llmgateway.core.call.Endpoint;
import llmgateway.core.call.OwnedHeaders;
import llmgateway.core.call.Way;
import llmgateway.core.http.Header;
import llmgateway.core.model.RequestModel;
import llmgateway.core.upstream.ProviderKey;
import llmgateway.core.upstream.Target;
import llmgateway.dialect.request.BodyEdits;
import llmgateway.route.catalogue.ProviderApi;
import llmgateway.route.catalogue.StreamUsage;
import llmgateway.route.settings.RouteSettings.UsageChunkRule;
import llmgateway.route.table.ActiveProvider;
import llmgateway.route.table.UpstreamLocation;

/**
 * A call with the provider that will serve it.
 *
 * @param key the provider's key; empty where it wants none
 */
record UpstreamCall(RouteRequest request, Offer offer, Optional<ProviderKey> key) {

    private static final Header PLAIN_ANSWER = new Header("accept-encoding", "identity");

    /** The version that Anthropic's API reference gives (November 2026). */
    private static final Header ANTHROPIC_VERSION = new Header("anthropic-version", "2023-06-01");

    Target target() {
        return this.offer.target();
    }

    ActiveProvider provider() {
        return this.offer.provider();
    }

    /** Whether the provider speaks another API than the client. */
    boolean speaksAnotherApi() {
        return this.offer.endpoint() != this.request.call().endpoint();
    }

    /**
     * Whether the provider gets another body than the client's: one of another API, or
     * one without the thoughts of other providers, which it would refuse.
     */
    boolean isTranslated() {
        return speaksAnotherApi() || this.request.body().hasForeignThoughts();
    }

    /** Whether the relay has to prove who calls, which the gateway cannot. */
    boolean isSigned() {
        return provider().credentials().isPresent();
    }

    UpstreamLocation location() {
        return provider().paths()
            .location(this.offer.endpoint(), this.offer.candidate().model(), this.request.call().stream());
    }

    /** What is changed in the body of a client that speaks the provider's API. */
    BodyEdits edits() {
        return new BodyEdits(rename(), asksForUsage(), provider().provider().api().platform());
    }

    /** Whether the gateway asks for the usage of a stream, and the client does not. */
    boolean asksForUsage() {
        Call call = this.request.call();
        boolean knowsStreamOptions = call.endpoint() == Endpoint.CHAT_COMPLETIONS
                || call.endpoint() == Endpoint.COMPLETIONS;
        return !speaksAnotherApi() && call.stream() && knowsStreamOptions && !this.request.body().asksForUsage()
                && this.request.settings().usageChunk() != UsageChunkRule.NOT_ASKED
                && provider().provider().streamUsage() == StreamUsage.ASKED;
    }

    /** Whether what was asked for must be kept from the client. */
    boolean hidesUsage() {
        return asksForUsage() && this.request.settings().usageChunk() == UsageChunkRule.HIDDEN;
    }

    private Optional<RequestModel> rename() {
        RequestModel name = this.offer.candidate().model();
        boolean same = this.request.call().model().filter((asked) -> asked.name().equals(name.name())).isPresent();
        boolean inPath = this.offer.endpoint().dialect() == Dialect.GEMINI
                || this.offer.endpoint() == Endpoint.CONVERSE;
        return (same || inPath) ? Optional.empty() : Optional.of(name);
    }

    /** The body for a limit on its output; empty where the endpoint knows none. */
    Optional<LimitableBody> limitable() {
        return outputLimitField().map((field) -> new LimitableBody(this.request.body(), edits(), field));
    }

    private Optional<String> outputLimitField() {
        return switch (this.offer.endpoint()) {
            case CHAT_COMPLETIONS -> Optional.of(provider().provider().outputLimit().wireName());
            case COMPLETIONS, MESSAGES -> Optional.of("max_tokens");
            case RESPONSES -> Optional.of("max_output_tokens");
            default -> Optional.empty();
        };
    }

    /**
     * The headers that the provider gets from the gateway, one a name, names in lower
     * case. Usage must stay readable, so answers are asked for uncompressed.
     */
    Collection<Header> gatewayHeaders() {
        Map<String, Header> headers = new LinkedHashMap<>();
        headers.put(PLAIN_ANSWER.name(), PLAIN_ANSWER);
        if (provider().provider().api() == ProviderApi.ANTHROPIC
                && (speaksAnotherApi() || !this.request.head().headers().contains(ANTHROPIC_VERSION.name()))) {
            headers.put(ANTHROPIC_VERSION.name(), ANTHROPIC_VERSION);
        }
        this.request.traceHeaders().forEach((header) -> headers.put(header.name(), header));
        provider().extraHeaders().forEach((header) -> headers.put(header.name(), header));
        this.key.flatMap(provider()::authHeader).ifPresent((header) -> headers.put(header.name(), header));
        return headers.values();
    }

    /** The headers that the client gets from the gateway on the direct way. */
    List<Header> answerHeaders(Way way) {
        return List.of(new Header(OwnedHeaders.CALL_ID, this.request.call().id().value()),
                new Header(OwnedHeaders.PROVIDER, provider().name()),
                new Header(OwnedHeaders.MODEL, this.offer.candidate().model().name()),
                new Header(OwnedHeaders.WAY, way.word()));
    }

}
