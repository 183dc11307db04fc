package llmgateway.simulator.openai;

import java.util.Optional;

import llmgateway.simulator.api.ApiException;
import llmgateway.simulator.api.BearerToken;
import llmgateway.simulator.api.Dialect;
import llmgateway.simulator.wire.Event;
import org.eclipse.jetty.http.HttpFields;
import tools.jackson.databind.JsonNode;

/** Azure OpenAI: as OpenAI, but with the key in the header {@code api-key}. */
public final class AzureDialect implements Dialect {

    private final OpenAiDialect openAi = new OpenAiDialect();

    @Override
    public Optional<String> key(HttpFields headers) {
        return Optional.ofNullable(headers.get("api-key")).or(() -> BearerToken.of(headers));
    }

    @Override
    public ApiException missingKey() {
        return new ApiException(401, "Access denied due to missing subscription key. Send it in the header 'api-key'.",
                Optional.empty(), Optional.of("401"));
    }

    @Override
    public ApiException wrongKey(String key) {
        return new ApiException(401, "Access denied due to invalid subscription key or wrong API endpoint.",
                Optional.empty(), Optional.of("401"));
    }

    @Override
    public JsonNode error(ApiException refusal) {
        return this.openAi.error(refusal);
    }

    @Override
    public Event errorEvent(ApiException refusal) {
        return this.openAi.errorEvent(refusal);
    }

    @Override
    public String requestIdHeader() {
        return "apim-request-id";
    }

}
