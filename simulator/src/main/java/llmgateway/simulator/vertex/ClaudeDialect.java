package llmgateway.simulator.vertex;

import java.util.Optional;

import llmgateway.simulator.anthropic.AnthropicDialect;
import llmgateway.simulator.api.ApiException;
import llmgateway.simulator.api.BearerToken;
import llmgateway.simulator.api.Dialect;
import llmgateway.simulator.gemini.GeminiDialect;
import llmgateway.simulator.wire.Event;
import org.eclipse.jetty.http.HttpFields;
import tools.jackson.databind.JsonNode;

/**
 * Claude at Vertex AI: Google lets callers in and answers in its own way where it does
 * not; the rest is Anthropic's.
 */
public final class ClaudeDialect implements Dialect {

    private final Dialect google = new GeminiDialect();

    private final Dialect anthropic = new AnthropicDialect();

    @Override
    public Optional<String> key(HttpFields headers) {
        return BearerToken.of(headers);
    }

    @Override
    public ApiException missingKey() {
        return unauthenticated();
    }

    @Override
    public ApiException wrongKey(String key) {
        return unauthenticated();
    }

    private static ApiException unauthenticated() {
        return new ApiException(401, "Request had invalid authentication credentials. Expected OAuth 2 access token.",
                Optional.empty(), Optional.empty());
    }

    @Override
    public JsonNode error(ApiException refusal) {
        return (refusal.status() == 401) ? this.google.error(refusal) : this.anthropic.error(refusal);
    }

    @Override
    public Event errorEvent(ApiException refusal) {
        return this.anthropic.errorEvent(refusal);
    }

    @Override
    public String requestIdHeader() {
        return this.anthropic.requestIdHeader();
    }

}
