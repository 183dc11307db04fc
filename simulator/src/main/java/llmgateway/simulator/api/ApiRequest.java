package llmgateway.simulator.api;

import java.util.Optional;

import llmgateway.simulator.fault.Fault;
import llmgateway.simulator.fault.Faults;
import llmgateway.simulator.generation.Generation;
import llmgateway.simulator.generation.Prompt;
import llmgateway.simulator.generation.TokenUsage;
import llmgateway.simulator.generation.UsageOverride;
import org.eclipse.jetty.http.HttpFields;

/**
 * A request that was let in.
 *
 * @param headers as received
 * @param body as parsed
 * @param pathParameter the part of the path that names something: a model, or Azure's
 * deployment
 * @param faults what shall go wrong
 * @param usageOverride what the usage shall be
 * @param seed a number made of the body, for ids
 */
public record ApiRequest(HttpFields headers, RequestBody body, Optional<String> pathParameter, Faults faults,
        UsageOverride usageOverride, long seed) {

    /**
     * @throws ApiException when the body is no JSON object
     */
    public Fields json() throws ApiException {
        if (this.body instanceof RequestBody.Json json) {
            return new Fields(json.object(), "");
        }
        throw ApiException.malformed("This endpoint takes a JSON object, sent as application/json.");
    }

    /**
     * @throws ApiException when the body is no form
     */
    public RequestBody.Form form() throws ApiException {
        if (this.body instanceof RequestBody.Form form) {
            return form;
        }
        throw ApiException.malformed("This endpoint takes a form, sent as multipart/form-data.");
    }

    /**
     * The name in the path, as Azure has it, or the field {@code model}.
     * @throws ApiException when there is neither
     */
    public String model() throws ApiException {
        Optional<String> model = this.pathParameter.or(this.body::model);
        return model.orElseThrow(() -> ApiException.invalid("model", "you must provide a model parameter"));
    }

    public TokenUsage usage(long input, long output) {
        return this.usageOverride.applyTo(TokenUsage.of(input, output));
    }

    /**
     * @param answers how often the prompt was answered
     */
    public TokenUsage usage(Prompt prompt, Generation generation, int answers) {
        return this.usageOverride
            .applyTo(new TokenUsage(prompt.inputTokens(), this.faults.value(Fault.CACHED_INPUT).orElse(0), 0,
                    generation.outputTokens() * answers, generation.reasoningTokens() * answers));
    }

    /** An id such as {@code chatcmpl-0123456789abcdef}, the same for the same request. */
    public String id(String prefix) {
        return id(prefix, 0);
    }

    public String id(String prefix, int index) {
        return prefix + "%016x".formatted((this.seed + index) * 0x9E3779B97F4A7C15L);
    }

}
