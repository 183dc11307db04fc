package llmgateway.route.decision;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import llmgateway.core.call.Dialect;
import llmgateway.core.call.OwnedHeaders;
import llmgateway.core.http.Header;
import llmgateway.core.upstream.ProviderKey;
import llmgateway.core.upstream.Target;
import llmgateway.dialect.request.BodyEdits;
import llmgateway.route.table.ActiveProvider;
import llmgateway.route.table.Candidate;

/**
 * A call with the provider that will serve it.
 *
 * @param key the provider's key; empty where it wants none
 * @param edits what is changed in the client's body
 * @param body what to send
 */
record UpstreamCall(RouteRequest request, Candidate candidate, Optional<ProviderKey> key, BodyEdits edits,
        byte[] body) {

    private static final Header PLAIN_ANSWER = new Header("accept-encoding", "identity");

    /** The version that Anthropic's API reference gives (November 2026). */
    private static final Header ANTHROPIC_VERSION = new Header("anthropic-version", "2023-06-01");

    Target target() {
        return this.candidate.target();
    }

    ActiveProvider provider() {
        return this.candidate.provider();
    }

    String path() {
        return provider().paths().path(this.request.call().endpoint(), this.candidate.model());
    }

    /** The body for a limit on its output; empty where the endpoint knows none. */
    Optional<LimitableBody> limitable() {
        return outputLimitField().map((field) -> new LimitableBody(this.request.body(), this.edits, field));
    }

    private Optional<String> outputLimitField() {
        return switch (this.request.call().endpoint()) {
            case CHAT_COMPLETIONS -> Optional.of(provider().provider().outputLimit().wireName());
            case COMPLETIONS, MESSAGES -> Optional.of("max_tokens");
            case RESPONSES -> Optional.of("max_output_tokens");
            default -> Optional.empty();
        };
    }

    /** Whether the bytes to send are others than the client's. */
    boolean bodyChanged() {
        return !Arrays.equals(this.body, this.request.body().bytes());
    }

    /**
     * The headers that the provider gets from the gateway, one a name, names in lower
     * case. Usage must stay readable, so answers are asked for uncompressed.
     */
    Collection<Header> gatewayHeaders() {
        Map<String, Header> headers = new LinkedHashMap<>();
        headers.put(PLAIN_ANSWER.name(), PLAIN_ANSWER);
        if (provider().dialect() == Dialect.ANTHROPIC
                && !this.request.head().headers().contains(ANTHROPIC_VERSION.name())) {
            headers.put(ANTHROPIC_VERSION.name(), ANTHROPIC_VERSION);
        }
        provider().extraHeaders().forEach((header) -> headers.put(header.name(), header));
        this.key.flatMap(provider()::authHeader).ifPresent((header) -> headers.put(header.name(), header));
        return headers.values();
    }

    /** The headers that the client gets from the gateway. */
    List<Header> answerHeaders(String way) {
        return List.of(new Header(OwnedHeaders.CALL_ID, this.request.call().id().value()),
                new Header(OwnedHeaders.PROVIDER, provider().name()),
                new Header(OwnedHeaders.MODEL, this.candidate.model().name()), new Header(OwnedHeaders.WAY, way));
    }

}
